using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Grains;

namespace Personalization.Gateway.Profiles;

/// <summary>Takes in what people say about themselves: one event of theirs, durable and decided by when it is answered.</summary>
internal sealed class StatementIntake(IProfiles profiles, ICatalogs catalogs, IRegions regions, TimeProvider clock)
{
    /// <summary>The server's clock.</summary>
    public Instant Now => Instant.From(clock.GetUtcNow());

    /// <summary>The active catalog of a subject's tenant, or why nothing can be taken in here.</summary>
    public Answer<ActiveCatalog> Catalog(in SubjectKey subject)
    {
        if (regions.Find(subject) is { } elsewhere)
        {
            return new WrongRegion(elsewhere);
        }

        return catalogs.TryGetActive(subject.Tenant, out var catalog) ? catalog : new Problem(ProblemCodes.NotReady, "", "This tenant has no active catalog yet.");
    }

    /// <summary>What is wrong with what all such calls have; null for nothing.</summary>
    public static Problem? Check(in SubjectKey subject, string? messageId, string? source, int sourceCharsMax, Instant? timestamp, Instant now) =>
        IdCheck.Check(subject.Id, "/id", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(messageId, "/messageId", Event.IdCharsMax)
            ?? TooLong(source, "/source", sourceCharsMax)
            ?? (timestamp is { } time && (time > now + Limits.FutureMax || time.UnixMilliseconds < 0)
                ? new Problem(ProblemCodes.TimeOutOfRange, "/timestamp", "The time is not between 1970 and 24 hours from now.")
                : null);

    /// <summary>The problem of a text that is too long; null for none.</summary>
    public static Problem? TooLong(string? text, string path, int charsMax) =>
        text?.Length > charsMax ? new Problem(ProblemCodes.TooLong, path, $"It has {text.Length} characters; {charsMax} are allowed.") : null;

    /// <summary>Takes it in.</summary>
    /// <returns>The profile afterwards, or what is wrong.</returns>
    public async ValueTask<Answer<ProfileView>> Take(SubjectKey subject, Event said, CancellationToken cancellation)
    {
        var incoming = subject.Kind == SubjectKind.User ? new IncomingEvent(subject.Id, null, said) : new IncomingEvent(null, subject.Id, said);
        var answers = await profiles.Ingest(subject.Tenant, [incoming], cancellation);
        if (answers[0].Problem is { } refused)
        {
            return refused;
        }

        return await profiles.Get(subject, cancellation) is { } view ? view : throw new InvalidOperationException("A subject with an event has no profile.");
    }
}
