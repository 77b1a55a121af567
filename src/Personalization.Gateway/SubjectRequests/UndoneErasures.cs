using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Control;
using Personalization.Journal.Erasures;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Finds subjects that were erased and are there again although they have not come back: their events lie before the erasure in the feed, or refused events of theirs before it in time.</summary>
internal sealed class UndoneErasures(IErasureLedger ledger, IJournal journal, IControlStore control, ReplayJobs replays)
{
    private static readonly SubjectKind[] Kinds = [SubjectKind.User, SubjectKind.Account, SubjectKind.Anonymous];

    /// <summary>Those subjects, each once.</summary>
    public async ValueTask<IReadOnlyCollection<SubjectKey>> Find(CancellationToken cancellation)
    {
        var entries = await ledger.ReadEntries(cancellation);
        if (entries.Count == 0)
        {
            return [];
        }

        var found = new HashSet<SubjectKey>();
        foreach (var entry in entries)
        {
            foreach (var subject in await journal.FindSubjects(entry.Hash, cancellation))
            {
                if (ledger.Digest(subject) == entry.Digest && await BeginsBefore(subject, entry.Through, cancellation))
                {
                    found.Add(subject);
                }
            }
        }

        await FindInLetters(found, TimesOf(entries), cancellation);
        return found;
    }

    /// <summary>Forgets replays of this process that name somebody who was erased since they were asked for: it was away then.</summary>
    public async ValueTask ForgetReplays(CancellationToken cancellation)
    {
        var erased = TimesOf(await ledger.ReadEntries(cancellation));
        if (erased.Count == 0)
        {
            return;
        }

        foreach (var job in replays.List().Select(one => one.Job).ToList())
        {
            foreach (var named in WordsOf(job).SelectMany(word => Subjects(job.Tenant, word)).Where(one => erased.TryGetValue(ledger.Digest(one), out var at) && job.Created <= at).ToList())
            {
                if (!replays.Erase(job.Tenant, named.Id))
                {
                    throw new ErasureUnfinishedException("A replay that names somebody who was erased was at work, and was cancelled.");
                }
            }
        }
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
    private async Task FindInLetters(HashSet<SubjectKey> found, Dictionary<string, Instant> erased, CancellationToken cancellation)
    {
        foreach (var tenant in await control.Tenants.List())
        {
            await foreach (var stored in SubjectLetters.ReadAll(control.DeadLetters, tenant.Id, cancellation))
            {
                foreach (var word in LetterWords.Of(stored.Letter.Raw).Words.Distinct(StringComparer.Ordinal))
                {
                    found.UnionWith(Subjects(tenant.Id, word).Where(one => erased.TryGetValue(ledger.Digest(one), out var at) && stored.Letter.Received <= at));
                }
            }
        }
    }

    /// <summary>When each of the erased was last.</summary>
    private static Dictionary<string, Instant> TimesOf(IReadOnlyList<ErasureEntry> entries)
    {
        var times = new Dictionary<string, Instant>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            times[entry.Digest] = entry.At;
        }

        return times;
    }

    private static IEnumerable<SubjectKey> Subjects(TenantId tenant, string word) =>
        word.Length is > 0 and <= SubjectKey.IdCharsMax ? Kinds.Select(kind => new SubjectKey(tenant, kind, word)) : [];

    /// <summary>What may be an id in what was asked of a job and in what it has found: subjects stand there as <c>user:u1</c>, or as words of their own.</summary>
    private IEnumerable<string> WordsOf(ReplayJob job)
    {
        if (replays.FilesOf(job.Tenant, job.Id) is not { } files)
        {
            return [];
        }

        var texts = (File.Exists(files.Findings) ? File.ReadLines(files.Findings) : []).Prepend(File.ReadAllText(files.Job));
        return texts.SelectMany(text => LetterWords.Of(text).Words).SelectMany(word => (string[])[word, word[(word.IndexOf(':', StringComparison.Ordinal) + 1)..]]).Distinct(StringComparer.Ordinal);
    }
}
