using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.Consents;

/// <summary>Takes in what a person agrees to, under every protocol. It is durable, and every decision goes by it, when the call returns.</summary>
internal sealed class ConsentCall(StatementIntake intake)
{
    /// <summary>Takes it in.</summary>
    /// <param name="subject">The user or visitor.</param>
    /// <param name="fields">What was said.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Their profile afterwards, or what is wrong.</returns>
    public async ValueTask<Answer<ProfileView>> Take(SubjectKey subject, ConsentFields fields, CancellationToken cancellation)
    {
        var now = intake.Now;
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
        return await intake.Take(subject, said, cancellation);
    }

    private Problem? Check(in SubjectKey subject, in ConsentFields fields, Instant now)
    {
        var catalog = intake.Catalog(subject);
        if (!catalog.IsOk)
        {
            return catalog.Problem;
        }

        if (fields.Consents is not { Count: > 0 } consents)
        {
            return new Problem(ProblemCodes.Required, "/consents", "Say for at least one purpose whether it is granted or denied.");
        }

        return StatementIntake.Check(subject, fields.MessageId, fields.Source, Consented.SourceCharsMax, fields.Timestamp, now)
            ?? StatementIntake.TooLong(fields.Proof, "/proof", Consented.ProofCharsMax)
            ?? consents.Select(one => Unknown(catalog.Value.Catalog, one.Key)).FirstOrDefault(problem => problem is not null);
    }

    private static Problem? Unknown(Catalog catalog, string purpose) => catalog.Purposes.Any(one => one.Id == purpose)
        ? null
        : new Problem(ProblemCodes.UnknownPurpose, $"/consents/{purpose}", $"The catalog has the purposes {string.Join(", ", catalog.Purposes.Select(one => one.Id))}.");
}
