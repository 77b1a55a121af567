using Personalization.Core.Subjects;

namespace Personalization.Chaos.Faults;

/// <summary>Something that was done to the world.</summary>
/// <param name="kind">What.</param>
/// <param name="begun">When.</param>
internal sealed class Fault(FaultKind kind, DateTimeOffset begun)
{
    /// <summary>What.</summary>
    public FaultKind Kind { get; } = kind;

    /// <summary>When.</summary>
    public DateTimeOffset Begun { get; } = begun;

    /// <summary>The silo that was lost, or that came; null for none.</summary>
    public string? Silo { get; init; }

    /// <summary>Where subjects lived when it began; null where that is not known.</summary>
    public IReadOnlyDictionary<SubjectKey, string?>? Places { get; init; }

    /// <summary>Since when the cause is gone: for a database, since it answers again; null while it lasts, and for silos, which others replace.</summary>
    public DateTimeOffset? Over { get; set; }

    /// <summary>What is worth telling beside it.</summary>
    public string Note { get; set; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Begun:HH:mm:ss} {Kind}{(Silo is null ? "" : " " + Silo)}{Note}";
}
