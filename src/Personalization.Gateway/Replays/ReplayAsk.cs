using Personalization.Core;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.Replays;

/// <summary>What a caller asks for, before anything of it is judged: the same for every protocol.</summary>
/// <param name="Kind">What to do.</param>
internal sealed record ReplayAsk(ReplayKind Kind)
{
    public Instant? From { get; init; }

    public Instant? To { get; init; }

    public IReadOnlyList<string> Subjects { get; init; } = [];

    public string? Into { get; init; }

    public string? CatalogHash { get; init; }

    /// <summary>The other catalog as an archive; default for none.</summary>
    public ArraySegment<byte> Archive { get; init; }

    public string? ImportFile { get; init; }

    public string? Queue { get; init; }

    public bool UntilEmpty { get; init; }

    public double? EventsPerSecond { get; init; }

    /// <summary>Whether it names another catalog.</summary>
    public bool HasCatalog => CatalogHash is not null || Archive.Count > 0;
}
