using System.Diagnostics;

namespace Personalization.Grains.Telemetry;

/// <summary>
/// The spans of the host, each below <see cref="Activity.Current"/>: the call that came in, or on another node the turn that was sent from there.
/// They name kinds, counts and codes, never a subject or what is known of one.
/// </summary>
internal static class TurnSpans
{
    private static readonly ActivitySource Source = new(GrainMetrics.Name);

    /// <summary>Whether somebody may want spans: one read, so that a turn which nobody traces pays nothing for it.</summary>
    public static bool AreWanted => Source.HasListeners();

    /// <summary>A decision; null where it is not traced.</summary>
    public static Activity? StartDecide(bool isServe) => Source.StartActivity("decide")?.SetTag("personalization.decide.mode", isServe ? "serve" : "peek");

    /// <summary>A batch of events; null where it is not traced.</summary>
    public static Activity? StartIngest(int events) => Source.StartActivity("ingest")?.SetTag("personalization.events", events);

    /// <summary>A history; null where it is not traced.</summary>
    public static Activity? StartImport(int events) => Source.StartActivity("import")?.SetTag("personalization.events", events);

    /// <summary>A profile on its way into memory; null where it is not traced.</summary>
    public static Activity? StartLoad() => Source.StartActivity("load");

    /// <summary>A wait for a grain that another turn keeps; null where it is not traced.</summary>
    public static Activity? StartWait() => Source.StartActivity("wait for grain");

    /// <summary>The turn was told what is wrong with the request, or broke off.</summary>
    /// <param name="span">The span.</param>
    /// <param name="type">A problem's code, or an exception's type.</param>
    /// <param name="isFailure">Whether the fault is ours.</param>
    public static void Fail(this Activity span, string type, bool isFailure)
    {
        span.SetTag("error.type", type);
        if (isFailure)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
