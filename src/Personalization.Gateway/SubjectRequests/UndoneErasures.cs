using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Control;
using Personalization.Journal.Erasures;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Finds subjects that were erased and are there again although they have not come back: their events lie before the erasure in the feed, or refused events of theirs before it in time.</summary>
internal sealed class UndoneErasures(ErasureLedger ledger, IJournal journal, IControlStore control)
{
    private static readonly SubjectKind[] Kinds = [SubjectKind.User, SubjectKind.Account, SubjectKind.Anonymous];

    /// <summary>Those subjects, each once.</summary>
    public async ValueTask<IReadOnlyCollection<SubjectKey>> Find(CancellationToken cancellation)
    {
        if (ledger.Entries.Count == 0)
        {
            return [];
        }

        var found = new HashSet<SubjectKey>();
        foreach (var entry in ledger.Entries)
        {
            foreach (var subject in await journal.FindSubjects(entry.Hash, cancellation))
            {
                if (ledger.Digest(subject) == entry.Digest && await BeginsBefore(subject, entry.Through, cancellation))
                {
                    found.Add(subject);
                }
            }
        }

        await FindInLetters(found, cancellation);
        return found;
    }

    private async ValueTask<bool> BeginsBefore(SubjectKey subject, long through, CancellationToken cancellation)
    {
        await foreach (var first in journal.ReadSubject(subject, 0, cancellation))
        {
            return first.Position <= through;
        }

        return false;
    }

    /// <summary>Who is named in a letter is not known, so each of its words is tried as an id.</summary>
    private async Task FindInLetters(HashSet<SubjectKey> found, CancellationToken cancellation)
    {
        var erased = new Dictionary<string, Instant>(StringComparer.Ordinal);
        foreach (var entry in ledger.Entries)
        {
            erased[entry.Digest] = entry.At;
        }

        foreach (var tenant in await control.Tenants.List())
        {
            await foreach (var stored in SubjectLetters.ReadAll(control.DeadLetters, tenant.Id, cancellation))
            {
                foreach (var word in LetterWords.Of(stored.Letter.Raw).Words.Where(word => word.Length is > 0 and <= SubjectKey.IdCharsMax).Distinct(StringComparer.Ordinal))
                {
                    found.UnionWith(Kinds.Select(kind => new SubjectKey(tenant.Id, kind, word))
                        .Where(one => erased.TryGetValue(ledger.Digest(one), out var at) && stored.Letter.Received <= at));
                }
            }
        }
    }
}
