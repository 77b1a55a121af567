using System.Collections.Concurrent;
using System.Diagnostics;

namespace Personalization.HostContract.Telemetry;

/// <summary>The spans below one of a test's own, whatever else runs beside it.</summary>
public sealed class TestTrace : IDisposable
{
    private readonly ConcurrentQueue<Activity> ended = [];
    private readonly ActivityListener listener;
    private readonly ActivitySource source = new("Personalization.Tests");

    /// <summary>Begins the test's span, which is the current one from here on.</summary>
    public TestTrace()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = one => one.Name.StartsWith("Personalization.", StringComparison.Ordinal) || one.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> wanted) =>
                ReferenceEquals(wanted.Source, source) || wanted.TraceId == Root?.TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == Root?.TraceId)
                {
                    ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        Root = source.StartActivity("test")!;
    }

    /// <summary>The test's span.</summary>
    public Activity Root { get; }

    /// <summary>Those that have ended, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Ended => [.. ended];

    public void Dispose()
    {
        Root.Dispose();
        listener.Dispose();
        source.Dispose();
    }
}
