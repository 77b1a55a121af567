using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Gateway.Regions;

/// <summary>Asks for all subjects that an event or a question names: it can be taken only where all of them may be.</summary>
internal static class SubjectRegions
{
    /// <summary>The other region that somebody of an event is pinned to; null for none.</summary>
    public static Region? Find(this IRegions regions, TenantId tenant, IncomingEvent incoming) =>
        (incoming.UserId is { } user ? regions.Find(new SubjectKey(tenant, SubjectKind.User, user)) : null)
        ?? (incoming.AnonymousId is { } visitor ? regions.Find(new SubjectKey(tenant, SubjectKind.Anonymous, visitor)) : null)
        ?? (incoming.Event.AccountId is { } account ? regions.Find(new SubjectKey(tenant, SubjectKind.Account, account)) : null);

    /// <summary>The other region that somebody of a question is pinned to; null for none.</summary>
    public static Region? Find(this IRegions regions, DecisionRequest request) =>
        regions.Find(request.Subject)
        ?? (request.AccountId is { } account ? regions.Find(new SubjectKey(request.Subject.Tenant, SubjectKind.Account, account)) : null);
}
