using Personalization.Core.Events;

namespace Personalization.Journal.Sqlite;

/// <summary>Where some consecutive events of one subject lie in a stored commit.</summary>
/// <param name="Subject">The subject's place in the commit's table.</param>
/// <param name="FirstVersion">The version of the first.</param>
/// <param name="Events">How many.</param>
/// <param name="Types">Which kinds of events; all where the format does not say it, none where they were erased.</param>
/// <param name="At">Where their bytes begin in the payload.</param>
/// <param name="Bytes">How many bytes they take.</param>
/// <param name="FirstOrdinal">The place of the first among the commit's events.</param>
internal readonly record struct StoredPart(int Subject, long FirstVersion, int Events, EventTypeSet Types, int At, int Bytes, int FirstOrdinal);
