namespace Personalization.Core.Profiles.State;

/// <summary>The caller's key of a served decision, as its hash, with the decision.</summary>
internal readonly record struct ServedRequest(ulong RequestHash, Stamp Stamp, string DecisionId) : IStamped<ServedRequest>
{
    int IStamped<ServedRequest>.Tie => 0;

    bool IStamped<ServedRequest>.Replaces(in ServedRequest other) => false;
}
