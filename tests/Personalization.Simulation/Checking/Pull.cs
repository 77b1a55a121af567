namespace Personalization.Simulation.Checking;

/// <summary>Reads an asynchronous sequence that never waits: everything of a world is on one thread.</summary>
internal static class Pull
{
    /// <summary>The elements.</summary>
    public static IEnumerable<T> From<T>(IAsyncEnumerable<T> sequence)
    {
        var reader = sequence.GetAsyncEnumerator();
        try
        {
            while (Now(reader.MoveNextAsync()))
            {
                yield return reader.Current;
            }
        }
        finally
        {
            var closed = reader.DisposeAsync();
            ViolationException.ThrowUnless(closed.IsCompleted, ViolationKind.Stuck, () => "A reader does not close.");
            closed.GetAwaiter().GetResult();
        }
    }

    /// <summary>What a call gives that does not wait.</summary>
    public static T Now<T>(ValueTask<T> call)
    {
        ViolationException.ThrowUnless(call.IsCompleted, ViolationKind.Stuck, () => "A read waits for something.");
        return call.GetAwaiter().GetResult();
    }
}
