using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Sqlite;

/// <summary>Some consecutive events of one subject inside a commit.</summary>
/// <param name="Subject">Whose events.</param>
/// <param name="FirstVersion">The version of the first.</param>
/// <param name="Events">How many.</param>
/// <param name="Types">Which kinds of events.</param>
/// <param name="Bytes">How many bytes they take.</param>
internal readonly record struct CommitPart(SubjectKey Subject, long FirstVersion, int Events, EventTypeSet Types, int Bytes);
