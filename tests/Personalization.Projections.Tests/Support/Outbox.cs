using Personalization.Core.Events;

namespace Personalization.Projections.Tests.Support;

/// <summary>An outside that remembers what it was handed, and may refuse.</summary>
public sealed class Outbox : IOutlet
{
    private readonly List<string> keys = [];

    public string Name => "outbox";

    public int Version => 1;

    public EventTypeSet Types => EventTypeSet.All;

    public FeedStart Begins { get; init; } = FeedStart.Beginning;

    /// <summary>Is called before a page is confirmed, and may throw.</summary>
    public Func<FeedPage, Task>? Before { get; set; }

    /// <summary>The keys of what was confirmed.</summary>
    public IReadOnlyList<string> Keys
    {
        get
        {
            lock (keys)
            {
                return [.. keys];
            }
        }
    }

    public async ValueTask HandOut(FeedPage page, CancellationToken cancellation)
    {
        if (Before is { } before)
        {
            await before(page);
        }

        lock (keys)
        {
            keys.AddRange(page.Events.Select(one => FeedPage.KeyOf(one)));
        }
    }
}
