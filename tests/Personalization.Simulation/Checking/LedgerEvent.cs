using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Simulation.Checking;

/// <summary>An event that was handed to the journal.</summary>
/// <param name="Subject">Whose stream.</param>
/// <param name="Version">Its version there.</param>
/// <param name="Event">The event.</param>
/// <param name="Content">A hash of its stored form.</param>
internal sealed record LedgerEvent(SubjectKey Subject, long Version, Event Event, ulong Content)
{
    /// <summary>Its place in the feed; 0 until it was read.</summary>
    public long Position { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"{Subject} version {Version} ({Event.Type} {Event.Id})";
}
