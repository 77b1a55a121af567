using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>How kinds and states of replays are written in JSON.</summary>
internal static class ReplayNames
{
    /// <summary>All kinds, for messages.</summary>
    public const string Kinds = "rebuild, what-if, verify or backfill";

    /// <summary>The kind with a name, in JSON's spelling or the command line's; null where there is none.</summary>
    public static ReplayKind? KindOf(string? name) => name switch
    {
        "rebuild" => ReplayKind.Rebuild,
        "what_if" or "what-if" => ReplayKind.WhatIf,
        "verify" => ReplayKind.Verify,
        "backfill" => ReplayKind.Backfill,
        _ => null,
    };

    /// <summary>The name of a kind.</summary>
    public static string Of(ReplayKind kind) => kind == ReplayKind.WhatIf ? "what_if" : kind.ToString().ToLowerInvariant();

    /// <summary>The name of a state.</summary>
    public static string Of(ReplayState state) => state.ToString().ToLowerInvariant();
}
