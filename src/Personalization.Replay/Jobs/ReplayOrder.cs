using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Replay.Backfilling;

namespace Personalization.Replay.Jobs;

/// <summary>What a job was asked to do.</summary>
/// <param name="Kind">What.</param>
public sealed record ReplayOrder(ReplayKind Kind)
{
    /// <summary>The first received time in scope; null for the beginning.</summary>
    public Instant? From { get; init; }

    /// <summary>The first received time that is not in scope any more; null for no end.</summary>
    public Instant? To { get; init; }

    /// <summary>The subjects in scope, as <see cref="SubjectName"/> writes them; none for all.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>The tenant that a rebuild writes; else null.</summary>
    public TenantId? Into { get; init; }

    /// <summary>The content hash of the other catalog of a what-if, and of the one that a rebuild activates; else null.</summary>
    public string? Catalog { get; init; }

    /// <summary>The file that a backfill loads, by its name below the tenant's folder for imports; else null.</summary>
    public string? ImportFile { get; init; }

    /// <summary>By what that file is known again: a job that goes on must not go on in another one; else null.</summary>
    public FileFingerprint? ImportFingerprint { get; init; }

    /// <summary>The RabbitMQ queue that a backfill reads instead of a file; else null.</summary>
    public string? Queue { get; init; }

    /// <summary>Whether the job ends when its queue is empty; else it waits for more until it is cancelled.</summary>
    public bool UntilEmpty { get; init; }

    /// <summary>The most events a second of a backfill; null for as fast as it goes.</summary>
    public double? EventsPerSecond { get; init; }

    /// <summary>The scope of its tenant.</summary>
    /// <exception cref="FormatException">A subject is none.</exception>
    public ReplayScope Scope(TenantId tenant) => new(tenant, From, To, [.. Subjects.Select(text => SubjectName.Parse(text, tenant))]);
}
