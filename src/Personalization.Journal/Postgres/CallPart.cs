using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>Some consecutive events of one subject inside a call.</summary>
/// <param name="Subject">Whose events.</param>
/// <param name="FirstVersion">The version of the first.</param>
/// <param name="FirstEvent">The place of the first among the call's events.</param>
/// <param name="Events">How many; at least 1.</param>
internal readonly record struct CallPart(SubjectKey Subject, long FirstVersion, int FirstEvent, int Events)
{
    /// <summary>The version of the last event.</summary>
    public long LastVersion => FirstVersion + Events - 1;
}
