namespace Personalization.Chaos.Load;

/// <summary>An operation that was not done at its first try.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Begun">When the first failed try began.</param>
internal sealed record Trouble(Operation Operation, DateTimeOffset Begun)
{
    private const int TriesKept = 8;

    /// <summary>The first failed tries.</summary>
    public List<FailedTry> Tries { get; } = [];

    /// <summary>How often it failed.</summary>
    public int Failures { get; private set; }

    /// <summary>When it was done, or given up where it may not be repeated; null as long as neither happened.</summary>
    public DateTimeOffset? Ended { get; set; }

    /// <summary>Adds a failed try.</summary>
    public void Add(FailedTry one)
    {
        Failures++;
        if (Tries.Count < TriesKept)
        {
            Tries.Add(one);
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Operation.Name} of {string.Join(", ", Operation.Subjects.Take(3).Select(one => one.Id))} at {Begun:HH:mm:ss.fff}, {Failures} tries: {string.Join("; ", Tries.Select(one => $"{one.Silo}: {one.Why}").Distinct())}";
}
