using Personalization.Core.Codecs;

namespace Personalization.Projections.Rollups;

/// <summary>Counts by name, of so many names as may be kept; the rest is counted together.</summary>
internal sealed class NamedCounts
{
    private readonly SortedDictionary<string, long> counts = new(StringComparer.Ordinal);

    /// <summary>The names and how often each was counted.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    /// <summary>What was counted under no name of its own.</summary>
    public long Other { get; private set; }

    /// <summary>Counts a name. Which names have a place depends on the order, which within a shard never changes.</summary>
    public void Add(string name, long count = 1)
    {
        if (counts.TryGetValue(name, out var before) || counts.Count < Limits.RollupNamesMax)
        {
            counts[name] = before + count;
        }
        else
        {
            Other += count;
        }
    }

    /// <summary>Counts what another counted, of whatever number of names.</summary>
    public void AddAll(NamedCounts other)
    {
        Other += other.Other;
        foreach (var (name, count) in other.counts)
        {
            counts[name] = counts.GetValueOrDefault(name) + count;
        }
    }

    /// <summary>Keeps the names that were counted most, as many as may be kept.</summary>
    public void Cut()
    {
        foreach (var (name, count) in counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Skip(Limits.RollupNamesMax).ToArray())
        {
            counts.Remove(name);
            Other += count;
        }
    }

    public void Write(ByteWriter writer)
    {
        writer.Unsigned((ulong)counts.Count);
        foreach (var (name, count) in counts)
        {
            writer.Text(name);
            writer.Unsigned((ulong)count);
        }

        writer.Unsigned((ulong)Other);
    }

    public static NamedCounts Read(ref ByteReader reader)
    {
        var read = new NamedCounts();
        for (var left = reader.Count(); left > 0; left--)
        {
            read.counts.Add(reader.Text(), (long)reader.Unsigned());
        }

        read.Other = (long)reader.Unsigned();
        return read;
    }
}
