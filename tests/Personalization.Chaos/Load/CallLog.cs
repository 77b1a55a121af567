using System.Collections.Concurrent;

namespace Personalization.Chaos.Load;

/// <summary>How calls went: counts of those that were done, and each that was not.</summary>
internal sealed class CallLog
{
    private readonly ConcurrentQueue<Trouble> troubles = [];
    private readonly ConcurrentDictionary<string, long> writesBySilo = [];
    private long done, heldBack;

    /// <summary>The operations that were not done at the first try.</summary>
    public IReadOnlyCollection<Trouble> Troubles => troubles;

    /// <summary>How many calls were done.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>How many calls were not made because too many of their client were under way.</summary>
    public long HeldBack => Interlocked.Read(ref heldBack);

    /// <summary>How many calls that write a silo's gateway has acknowledged.</summary>
    public long WritesBy(string silo) => writesBySilo.GetValueOrDefault(silo);

    /// <summary>Notes a call that was done.</summary>
    public void Note(Gateway gateway, Operation operation)
    {
        Interlocked.Increment(ref done);
        if (operation.IsWrite)
        {
            writesBySilo.AddOrUpdate(gateway.Name, 1, (_, before) => before + 1);
        }
    }

    /// <summary>Notes an operation that was not done at the first try.</summary>
    public void Note(Trouble trouble) => troubles.Enqueue(trouble);

    /// <summary>Notes a call that was not made.</summary>
    public void HoldBack() => Interlocked.Increment(ref heldBack);
}
