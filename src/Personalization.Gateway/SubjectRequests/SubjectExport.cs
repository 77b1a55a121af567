using System.Runtime.CompilerServices;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;
using Personalization.Grains;
using Personalization.Journal.Control;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Collects everything that is kept about a subject, record by record, under every protocol.</summary>
internal sealed class SubjectExport(IProfiles profiles, IControlStore control, IRegions regions, TimeProvider clock)
{
    /// <summary>Says what stands in the way of an export; null for nothing.</summary>
    public async ValueTask<Problem?> Check(SubjectKey subject, CancellationToken cancellation)
    {
        if (regions.Find(subject) is { } elsewhere)
        {
            return new WrongRegion(elsewhere);
        }

        var first = await profiles.ReadEvents(subject, 0, 1, cancellation);
        return first.Events.Count > 0 || await Letters(subject, cancellation).AnyAsync(cancellation) ? null : ProfileEndpoints.Unknown(subject);
    }

    /// <summary>The records in order: who it is, the profile with its consents, the other ids, the events and decisions, the refused events, and at last how many there were. About one of the ids of a person it is about the person.</summary>
    public async IAsyncEnumerable<ExportRecord> Read(SubjectKey subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (events, letters) = (0L, 0L);
        var person = await Person.Find(profiles, subject, cancellation);
        subject = person.Subject;
        yield return new ExportHead(subject, Instant.From(clock.GetUtcNow()));
        if (await profiles.Get(subject, cancellation) is { } view)
        {
            yield return new ExportProfile(view);
            foreach (var (purpose, consent) in view.Consents)
            {
                yield return new ExportConsent(purpose, consent);
            }
        }

        foreach (var other in person.Others)
        {
            yield return new ExportIdentity(other);
        }

        await foreach (var stored in Person.Events(profiles, subject, cancellation))
        {
            if (person.IsAbout(stored.Event))
            {
                events++;
                yield return new ExportEvent(stored);
            }
        }

        foreach (var id in person.Others.Prepend(subject))
        {
            await foreach (var letter in Letters(id, cancellation))
            {
                letters++;
                yield return new ExportLetter(letter);
            }
        }

        yield return new ExportEnd(events, letters);
    }

    /// <summary>An account's are those that name no person: what its people sent is theirs.</summary>
    private IAsyncEnumerable<StoredDeadLetter> Letters(SubjectKey subject, CancellationToken cancellation)
    {
        var found = SubjectLetters.Find(control.DeadLetters, subject, cancellation);
        return subject.Kind == SubjectKind.Account
            ? found.Where(stored => !stored.Letter.Raw.Contains("\"userId\"", StringComparison.Ordinal) && !stored.Letter.Raw.Contains("\"anonymousId\"", StringComparison.Ordinal))
            : found;
    }
}
