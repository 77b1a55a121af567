namespace Personalization.Grains.Embedded;

/// <summary>
/// Remembers the ids that a grain appends while the journal is asked, outside of the grain's gate, whether it holds an id:
/// the journal's "no" is only about the time before the question.
/// </summary>
internal sealed class AppendWatch
{
    private readonly HashSet<ulong> appended = [];

    /// <summary>How many questions are under way.</summary>
    public int Askers { get; set; }

    /// <summary>An id was appended.</summary>
    public void Add(ulong idHash) => appended.Add(idHash);

    /// <summary>What was appended may have been lost: whoever asks has to ask the journal once more.</summary>
    public void Clear() => appended.Clear();

    /// <summary>Whether an id was appended since the first of the questions.</summary>
    public bool Contains(ulong idHash) => appended.Contains(idHash);
}
