using Personalization.Core.Events;

namespace Personalization.Journal.Postgres;

/// <summary>A row that was looked at.</summary>
/// <param name="Position">Its place in the feed.</param>
/// <param name="Subject">Whose it is.</param>
/// <param name="Version">Its version.</param>
/// <param name="Recorded">When it was recorded, which says where it is.</param>
/// <param name="Left">What is left of its event, where that is due; else null.</param>
internal readonly record struct ExpiringRow(long Position, long Subject, long Version, DateTime Recorded, Event? Left);
