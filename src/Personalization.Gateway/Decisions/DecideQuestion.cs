using Personalization.Core;
using Personalization.Core.Audiences;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Grains;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Decisions;

/// <summary>Turns what a caller asks into a decision request, or into the first thing that is wrong with it.</summary>
internal static class DecideQuestion
{
    /// <summary>Builds the request.</summary>
    /// <param name="fields">What was asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="explain">Whether every rejected action is to be listed; always a peek.</param>
    public static Answer<DecisionRequest> Build(in DecideFields fields, Caller caller, bool explain)
    {
        var mode = explain ? DecisionMode.Peek : fields.Mode ?? DecisionMode.Serve;
        if (Check(fields, caller, mode) is { } problem)
        {
            return problem;
        }

        var isKnown = !string.IsNullOrEmpty(fields.UserId);
        return new DecisionRequest
        {
            Subject = new SubjectKey(caller.Tenant, isKnown ? SubjectKind.User : SubjectKind.Anonymous, isKnown ? fields.UserId! : fields.AnonymousId!),
            AccountId = string.IsNullOrEmpty(fields.AccountId) ? null : fields.AccountId,
            Surface = fields.Surface!,
            Max = fields.Max,
            Mode = mode,
            RequestId = mode == DecisionMode.Serve && !string.IsNullOrEmpty(fields.RequestId) ? fields.RequestId : null,
            Context = fields.Context ?? RequestContext.None,
            Now = fields.Now,
            Durable = fields.Durable ?? false,
            Explain = explain,
        };
    }

    private static Problem? Check(in DecideFields fields, Caller caller, DecisionMode mode)
    {
        if (string.IsNullOrEmpty(fields.UserId) && string.IsNullOrEmpty(fields.AnonymousId))
        {
            return new Problem(ProblemCodes.SubjectRequired, "/userId", "Name the person in userId or anonymousId.");
        }

        if (string.IsNullOrEmpty(fields.Surface))
        {
            return new Problem(ProblemCodes.Required, "/surface", "Name the surface to decide for.");
        }

        return CheckTime(fields, caller, mode)
            ?? IdCheck.Check(fields.UserId, "/userId", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.AnonymousId, "/anonymousId", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.AccountId, "/accountId", SubjectKey.IdCharsMax)
            ?? IdCheck.Check(fields.RequestId, "/requestId", Limits.NameChars);
    }

    private static Problem? CheckTime(in DecideFields fields, Caller caller, DecisionMode mode)
    {
        var path = fields.At is not null ? "/at" : "/now";
        return fields switch
        {
            { At: null, Now: null, Catalog: { Length: > 0 } } => new Problem(ProblemCodes.NotAllowed, "/catalog", "Another catalog is only for another time: give at, too."),
            { At: null, Now: null } => null,
            { At: not null, Now: not null } => new Problem(ProblemCodes.NotAllowed, "/now", "Give either at, which also forgets what came later, or now."),
            _ when mode != DecisionMode.Peek => new Problem(ProblemCodes.NotAllowed, path, "Another time is only for mode peek: what is served is served now."),
            _ when !caller.May(KeyScopes.Admin) => new Problem(ProblemCodes.WrongScope, path, "Another time needs a key with the scope 'admin'."),
            _ => null,
        };
    }
}
