namespace Personalization.Simulation.Kills.Load;

/// <summary>What the server acknowledged: the keys of the events that each stream must have from then on.</summary>
internal sealed class Ledger
{
    private readonly Lock sync = new();
    private readonly Dictionary<string, HashSet<string>> keys = Population.Streams.ToDictionary(stream => stream, _ => new HashSet<string>(StringComparer.Ordinal));

    /// <summary>How many events were acknowledged, in all streams together.</summary>
    public long Count
    {
        get
        {
            lock (sync)
            {
                return keys.Values.Sum(stream => (long)stream.Count);
            }
        }
    }

    /// <summary>Notes that an event is in a stream.</summary>
    public void Acknowledge(string stream, string key)
    {
        lock (sync)
        {
            keys[stream].Add(key);
        }
    }

    /// <summary>What a stream must have. Only while nobody acknowledges.</summary>
    public IReadOnlySet<string> Of(string stream) => keys[stream];
}
