namespace Personalization.Journal.Checks;

/// <summary>Gathers what a check finds, no more than <see cref="Limits.FindingsMax"/> of it.</summary>
internal sealed class CheckFindings
{
    private readonly List<CheckFinding> listed = [];
    private readonly List<string> notes = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<CheckFinding> Listed => listed;

    /// <summary>How much was found.</summary>
    public long InAll { get; private set; }

    /// <summary>What could not be looked at.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Adds a finding.</summary>
    public void Add(string file, long? commit, string message, string advice)
    {
        InAll++;
        if (listed.Count < Limits.FindingsMax)
        {
            listed.Add(new CheckFinding(file, commit, message, advice));
        }
    }

    /// <summary>Adds damage that a read met; its message says what to do.</summary>
    public void Add(string file, JournalDamagedException damage) =>
        Add(file, damage.CommitId, damage.Message, "Run the check on the newest backup; restore that, or this file of it.");

    /// <summary>Adds what is no fault.</summary>
    public void Note(string note) => notes.Add(note);
}
