namespace Personalization.Core.Profiles.Stored;

/// <summary>How one part of a profile is stored.</summary>
/// <param name="Rows">How many rows a profile has of it; a part without rows is not written.</param>
/// <param name="Write">Writes them; their number stands before.</param>
/// <param name="Read">Reads their number and the rows.</param>
internal sealed record SectionCodec(Func<Profile, int> Rows, Action<SnapshotWriter, Profile> Write, ReadSection Read);

/// <summary>Reads a section into a profile.</summary>
internal delegate void ReadSection(ref SnapshotReader reader, Profile profile);
