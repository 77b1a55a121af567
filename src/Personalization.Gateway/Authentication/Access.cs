using Personalization.Gateway.AccessLog;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication;

/// <summary>What an endpoint asks of its callers. Every endpoint carries one: one without it is refused to everybody.</summary>
/// <param name="Scope">The scope that is needed; <see cref="KeyScopes.None"/> for an endpoint that is open to all.</param>
/// <param name="IsStanding">Whether calls last as long as their clients like. They are bounded by places of their own, and not among the calls at work.</param>
internal sealed record Access(KeyScopes Scope, bool IsStanding = false)
{
    /// <summary>Open to all: what says nothing of any tenant.</summary>
    public static Access Open { get; } = new(KeyScopes.None);

    /// <summary>Open to whoever has a link: the endpoint itself opens the token in its address, and goes by the tenant and the rights in it.</summary>
    public static Access ByLink { get; } = new(KeyScopes.None) { IsByLink = true };

    /// <summary>Whether a link is what lets in. Such calls are about somebody, so they are bounded like those with a key.</summary>
    public bool IsByLink { get; private init; }

    /// <summary>Whether tenants that are pinned to another region are answered, too: what they need to move there.</summary>
    public bool AnswersPinned { get; init; }

    /// <summary>What the access log calls it; null for what is not noted there.</summary>
    public AccessAct? Act { get; init; }

    /// <summary>The scope's name as keys and messages write it.</summary>
    public string ScopeName => string.Join(", ", KeyScopeNames.Of(Scope));
}
