using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Grains;

namespace Personalization.Gateway.Consents;

/// <summary>Takes in what a person agrees to, under every protocol. It is durable, and every decision goes by it, when the call returns.</summary>
internal sealed class ConsentCall(IProfiles profiles, ICatalogs catalogs, IRegions regions, TimeProvider clock)
{
    /// <summary>Takes it in.</summary>
    /// <param name="subject">The user or visitor.</param>
    /// <param name="fields">What was said.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Their profile afterwards, or what is wrong.</returns>
    public async ValueTask<Answer<ProfileView>> Take(SubjectKey subject, ConsentFields fields, CancellationToken cancellation)
    {
        var now = Instant.From(clock.GetUtcNow());
        if (Check(subject, fields, now) is { } wrong)
        {
            return wrong;
        }

        var said = new Consented
        {
            Id = string.IsNullOrEmpty(fields.MessageId) ? $"consent-{Guid.CreateVersion7()}" : fields.MessageId,
            Time = fields.Timestamp ?? now,
            ReceivedAt = now,
            Consents = fields.ToMap(),
            Source = fields.Source ?? "api",
            Proof = fields.Proof,
        };
        var incoming = subject.Kind == SubjectKind.User ? new IncomingEvent(subject.Id, null, said) : new IncomingEvent(null, subject.Id, said);
        var answers = await profiles.Ingest(subject.Tenant, [incoming], cancellation);
        if (answers[0].Problem is { } refused)
        {
            return refused;
        }

        return await profiles.Get(subject, cancellation) is { } view ? view : throw new InvalidOperationException("A subject with an event has no profile.");
    }

    private Problem? Check(in SubjectKey subject, in ConsentFields fields, Instant now)
    {
        if (regions.Find(subject) is { } elsewhere)
        {
            return new WrongRegion(elsewhere);
        }

        if (!catalogs.TryGetActive(subject.Tenant, out var catalog))
        {
            return new Problem(ProblemCodes.NotReady, "", "This tenant has no active catalog yet.");
        }

        if (fields.Consents is not { Count: > 0 } consents)
        {
            return new Problem(ProblemCodes.Required, "/consents", "Say for at least one purpose whether it is granted or denied.");
        }

        return IdCheck.Check(subject.Id, "/id", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.MessageId, "/messageId", Event.IdCharsMax)
            ?? TooLong(fields.Source, "/source", Consented.SourceCharsMax)
            ?? TooLong(fields.Proof, "/proof", Consented.ProofCharsMax)
            ?? (fields.Timestamp is { } time && (time > now + Limits.FutureMax || time.UnixMilliseconds < 0)
                ? new Problem(ProblemCodes.TimeOutOfRange, "/timestamp", "The time is not between 1970 and 24 hours from now.")
                : null)
            ?? consents.Select(one => Unknown(catalog.Catalog, one.Key)).FirstOrDefault(problem => problem is not null);
    }

    private static Problem? TooLong(string? text, string path, int charsMax) =>
        text?.Length > charsMax ? new Problem(ProblemCodes.TooLong, path, $"It has {text.Length} characters; {charsMax} are allowed.") : null;

    private static Problem? Unknown(Catalog catalog, string purpose) => catalog.Purposes.Any(one => one.Id == purpose)
        ? null
        : new Problem(ProblemCodes.UnknownPurpose, $"/consents/{purpose}", $"The catalog has the purposes {string.Join(", ", catalog.Purposes.Select(one => one.Id))}.");
}
