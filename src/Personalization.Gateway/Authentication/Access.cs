using Personalization.Journal.Control;

namespace Personalization.Gateway.Authentication;

/// <summary>What an endpoint asks of its callers. Every endpoint carries one: one without it is refused to everybody.</summary>
/// <param name="Scope">The scope that is needed; <see cref="KeyScopes.None"/> for an endpoint that is open to all.</param>
internal sealed record Access(KeyScopes Scope)
{
    /// <summary>Open to all: what says nothing of any tenant.</summary>
    public static Access Open { get; } = new(KeyScopes.None);

    /// <summary>The scope's name as keys and messages write it.</summary>
    public string ScopeName => string.Join(", ", KeyScopeNames.Of(Scope));
}
