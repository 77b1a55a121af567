namespace Personalization.Chaos;

/// <summary>What must not happen and did: how often, and the first of each kind in full.</summary>
/// <param name="areTimesJudged">Whether what took too long counts, or is only told: a machine that does other work at the same time proves nothing by it.</param>
internal sealed class Violations(bool areTimesJudged = true)
{
    private const int KeptPerKind = 10;
    private readonly Lock sync = new();
    private readonly SortedDictionary<string, (long Count, List<string> First)> found = new(StringComparer.Ordinal);
    private long told;

    /// <summary>How many there are.</summary>
    public long Count
    {
        get
        {
            lock (sync)
            {
                return found.Values.Sum(one => one.Count) - told;
            }
        }
    }

    /// <summary>How many more took too long, which do not count.</summary>
    public long Told
    {
        get
        {
            lock (sync)
            {
                return told;
            }
        }
    }

    /// <summary>Adds one that is about time, or about who felt it.</summary>
    public void AddTimed(string kind, string sentence)
    {
        lock (sync)
        {
            told += areTimesJudged ? 0 : 1;
            Add(kind, sentence);
        }
    }

    /// <summary>Adds all of these.</summary>
    public void AddTimed(string kind, IEnumerable<string> sentences)
    {
        foreach (var one in sentences)
        {
            AddTimed(kind, one);
        }
    }

    /// <summary>Adds one.</summary>
    /// <param name="kind">The rule that was broken.</param>
    /// <param name="sentence">How.</param>
    public void Add(string kind, string sentence)
    {
        lock (sync)
        {
            var (count, first) = found.TryGetValue(kind, out var before) ? before : (0, []);
            if (first.Count < KeptPerKind)
            {
                first.Add(sentence);
            }

            found[kind] = (count + 1, first);
        }
    }

    /// <summary>Adds one where there is one.</summary>
    public void AddUnlessNull(string kind, string? sentence)
    {
        if (sentence is not null)
        {
            Add(kind, sentence);
        }
    }

    /// <summary>Adds all.</summary>
    public void Add(string kind, IEnumerable<string> sentences)
    {
        foreach (var one in sentences)
        {
            Add(kind, one);
        }
    }

    /// <summary>Tells of them, for people.</summary>
    public IEnumerable<string> Lines()
    {
        lock (sync)
        {
            return [.. found.SelectMany(kind => kind.Value.First.Select(one => $"  {kind.Key}: {one}")
                .Concat(kind.Value.Count > kind.Value.First.Count ? [$"  {kind.Key}: … {kind.Value.Count} altogether"] : []))];
        }
    }
}
