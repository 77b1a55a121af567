namespace Personalization.Core.Profiles.State;

/// <summary>The caller's key of a served decision, as its hash, with the decision.</summary>
internal readonly record struct ServedRequest(ulong RequestHash, Stamp Stamp, string DecisionId) : IStamped<ServedRequest>
{
    /// <summary>The hash of what makes a request a repeat: its key and its surface. One key asked for two surfaces is two requests.</summary>
    public static ulong HashOf(string surface, string requestId) => StableHash.Of(requestId, seed: StableHash.Of(surface));

    int IStamped<ServedRequest>.Tie => 0;

    bool IStamped<ServedRequest>.Replaces(in ServedRequest other) => false;
}
