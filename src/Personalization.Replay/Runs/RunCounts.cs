namespace Personalization.Replay;

/// <summary>The counts of a run, which others may read while it goes on.</summary>
internal sealed class RunCounts
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, long> named = new(StringComparer.Ordinal);
    private long events;

    /// <summary>Counts with the given names, all zero.</summary>
    public RunCounts(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            named.Add(name, 0);
        }
    }

    /// <summary>Counts an event: one writer, and no lock for what happens a million times a second.</summary>
    public void CountEvent() => Volatile.Write(ref events, events + 1);

    /// <summary>Counts something else.</summary>
    public void Add(string name, long count = 1)
    {
        lock (gate)
        {
            named[name] = named.GetValueOrDefault(name) + count;
        }
    }

    /// <summary>All counts at one moment.</summary>
    public IReadOnlyDictionary<string, long> Read()
    {
        lock (gate)
        {
            return new SortedDictionary<string, long>(named, StringComparer.Ordinal) { [ReplayCounts.Events] = Volatile.Read(ref events) };
        }
    }
}
