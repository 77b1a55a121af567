using Personalization.Core.Catalogs;
using Personalization.Core.Profiles.Folding;

namespace Personalization.Core.Profiles;

/// <summary>How far back what is kept in buckets really reaches: whole buckets cover a window, so that it may be a part of one longer.</summary>
public static class WindowReach
{
    /// <summary>The reach of a counter.</summary>
    public static TimeSpan Of(CounterDefinition counter)
    {
        ArgumentNullException.ThrowIfNull(counter);
        return Of(CounterShape.Of(counter));
    }

    /// <summary>The reach of a count or a sum; null where it has no window and reaches for ever, as other kinds do as far as they themselves go.</summary>
    public static TimeSpan? Of(HistoryDefinition history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Window is null ? null : Of(CounterShape.Of(history));
    }

    private static TimeSpan Of(CounterShape shape) => TimeSpan.FromMilliseconds(shape.BucketMilliseconds * (double)shape.Buckets);
}
