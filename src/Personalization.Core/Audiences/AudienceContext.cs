using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Core.Audiences;

/// <summary>Everything that an audience may read: two profiles, the request and the effective now. Made on the stack for each decision.</summary>
/// <remarks>Both profiles must be folded by the plan of the catalog that the audience was compiled for: state is read by slot.</remarks>
/// <param name="user">The profile of the user or visitor; an empty one for an unknown subject.</param>
/// <param name="account">The committed profile of the account, or null where there is no account.</param>
/// <param name="accountId">The account to decide in, or null; per-account traits of the user are read for it.</param>
/// <param name="request">What the request says about the moment.</param>
/// <param name="now">The effective now.</param>
public readonly struct AudienceContext(Profile user, Profile? account, string? accountId, RequestContext request, Instant now)
{
    /// <summary>Who it is, for <c>user.id</c> and <c>user.known</c>; the default for nobody in particular.</summary>
    public SubjectKey Subject { get; init; }

    /// <summary>The profile of the user or visitor.</summary>
    public Profile User { get; } = user;

    /// <summary>The profile of the account, or null.</summary>
    public Profile? Account { get; } = account;

    /// <summary>The account to decide in, or null.</summary>
    public string? AccountId { get; } = accountId;

    /// <summary>What the request says about the moment.</summary>
    public RequestContext Request { get; } = request;

    /// <summary>The effective now.</summary>
    public Instant Now { get; } = now;

    /// <summary>The same but for what the request says: what is derived from profiles is the same whoever asks, and from where.</summary>
    internal AudienceContext WithoutRequest => new(User, Account, AccountId, RequestContext.None, Now) { Subject = Subject };
}
