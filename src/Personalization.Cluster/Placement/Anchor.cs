using Personalization.Cluster.Subjects;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Placement;

/// <summary>What a subject is placed by: a user by the account that the turn is about, so that both live on one silo; everybody else by themselves.</summary>
/// <remarks>It travels beside a call as a hint to whoever activates the grain. Without it, or with another one, the grain works as well, only farther away.</remarks>
internal static class Anchor
{
    private const string Key = "personalization.anchor";

    /// <summary>Says what the grain that is called next is placed by.</summary>
    public static void Set(string anchor) => RequestContext.Set(Key, anchor);

    /// <summary>Says what the owner that is called next is placed by. Where that is the owner itself nothing is said, which saves most calls a dictionary on each side.</summary>
    public static void Set(in SubjectKey owner, TravellingTurn turn)
    {
        if (AccountFor(owner, turn) is { } account)
        {
            Set(SubjectGrainKey.Of(account));
        }
        else
        {
            // A turn that came here from elsewhere may have left its own.
            RequestContext.Remove(Key);
        }
    }

    /// <summary>What the owner of a turn is placed by.</summary>
    public static string Of(in SubjectKey owner, TravellingTurn turn) => SubjectGrainKey.Of(AccountFor(owner, turn) ?? owner);

    /// <summary>What a grain is to be placed by.</summary>
    /// <param name="grain">The grain.</param>
    /// <param name="call">What came with the call, or null.</param>
    public static string Of(GrainId grain, Dictionary<string, object>? call) =>
        call is not null && call.TryGetValue(Key, out var anchor) && anchor is string text ? text : grain.Key.ToString()!;

    private static SubjectKey? AccountFor(in SubjectKey owner, TravellingTurn turn) =>
        owner.Kind is SubjectKind.User or SubjectKind.Anonymous && turn.AccountId is { } account ? new SubjectKey(owner.Tenant, SubjectKind.Account, account) : null;
}
