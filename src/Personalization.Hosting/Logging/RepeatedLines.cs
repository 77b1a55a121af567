using System.Globalization;

namespace Personalization.Hosting.Logging;

/// <summary>Counts messages by kind, so that one that comes each second does not bury the others.</summary>
/// <param name="clock">Measures the windows.</param>
internal sealed class RepeatedLines(TimeProvider clock)
{
    private const string Last = " (more of these within the minute are only counted)";

    private readonly Lock gate = new();
    private readonly Dictionary<(string Category, int Id), Kind> kinds = [];

    /// <summary>Whether one more of a kind is shown.</summary>
    /// <param name="category">Who says it.</param>
    /// <param name="id">What it is.</param>
    /// <param name="note">What to say behind it of those that were not shown.</param>
    public bool MayShow(string category, int id, out string note)
    {
        note = "";
        lock (gate)
        {
            if (!kinds.TryGetValue((category, id), out var kind))
            {
                if (kinds.Count == Limits.LogKindsMax)
                {
                    return true;
                }

                kinds[(category, id)] = kind = new Kind(clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(kind.Since) >= Limits.LogWindow)
            {
                note = kind.Count > Limits.LogLinesPerWindow ? string.Create(CultureInfo.InvariantCulture, $" ({kind.Count - Limits.LogLinesPerWindow} more of these came before)") : "";
                kinds[(category, id)] = kind = new Kind(clock.GetTimestamp());
            }

            kind.Count++;
            note = kind.Count == Limits.LogLinesPerWindow ? note + Last : note;
            return kind.Count <= Limits.LogLinesPerWindow;
        }
    }

    private sealed class Kind(long since)
    {
        public long Since { get; } = since;

        public int Count { get; set; }
    }
}
