using Personalization.Journal;

namespace Personalization.Grains.Embedded;

/// <summary>The marks of one grain that wait for the next sweep. Where there are too many every second one goes, so that they stay spread over all of the time.</summary>
/// <param name="apart">Events between two marks.</param>
internal sealed class WaitingMarks(int apart)
{
    private readonly List<StoredSnapshot> marks = [];
    private long spacing = apart;

    /// <summary>Those that wait, in the order of their versions.</summary>
    public IReadOnlyList<StoredSnapshot> All => marks;

    /// <summary>Bytes of the profiles.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether one of this version still has a place.</summary>
    public bool Takes(long version) => version % spacing == 0;

    /// <summary>Adds one; its version is one that is taken.</summary>
    public void Add(StoredSnapshot mark)
    {
        marks.Add(mark);
        Bytes += mark.Payload.Length;
        if (marks.Count > Limits.MarksWaitingMax)
        {
            spacing *= 2;
            Bytes -= marks.Where(one => !Takes(one.Version)).Sum(one => (long)one.Payload.Length);
            marks.RemoveAll(one => !Takes(one.Version));
        }
    }
}
