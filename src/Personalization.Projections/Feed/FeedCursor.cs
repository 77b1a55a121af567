using Personalization.Core.Events;
using Personalization.Journal;

namespace Personalization.Projections.Feed;

/// <summary>Reads the feed page by page from a place on, and waits at its end for what is committed next.</summary>
/// <param name="journal">The feed.</param>
/// <param name="types">The kinds of events that are of interest.</param>
/// <param name="position">The place after which it begins.</param>
/// <param name="clock">Tells when to look for commits of others.</param>
/// <param name="stop">Ends it.</param>
internal sealed class FeedCursor(IJournal journal, EventTypeSet types, long position, TimeProvider clock, CancellationToken stop) : IAsyncDisposable
{
    private IAsyncEnumerator<StoredEvent>? reading;
    private long end;

    /// <summary>Everything up to here was given.</summary>
    public long Position { get; private set; } = position;

    /// <summary>Whether the last page came up to what was the feed's end when it was read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>The next page: up to <see cref="Limits.PageEvents"/> events, none where only <see cref="Position"/> has moved or it has come to the end. Waits there while there is nothing new.</summary>
    public async Task<IReadOnlyList<StoredEvent>> Next()
    {
        while (true)
        {
            // Asked before reading, so that a commit between the two is not slept through.
            var next = journal.NextCommit();
            if (reading is null)
            {
                end = await journal.ReadEnd(stop);
                var wasAtEnd = IsAtEnd;
                IsAtEnd = end <= Position;
                if (IsAtEnd && !wasAtEnd)
                {
                    return [];
                }
            }

            if (reading is not null || !IsAtEnd)
            {
                return await ReadPage();
            }

            await Patience.Wait(Limits.PollInterval, clock, stop, next);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (reading is not null)
        {
            await reading.DisposeAsync();
            reading = null;
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadPage()
    {
        reading ??= journal.ReadFrom(Position, types, stop).GetAsyncEnumerator(stop);
        var page = new List<StoredEvent>();
        while (page.Count < Limits.PageEvents)
        {
            if (!await reading.MoveNextAsync())
            {
                // What was the end before the read began lies behind nothing that the read did not give.
                await DisposeAsync();
                IsAtEnd = true;
                Position = Math.Max(end, page.Count > 0 ? page[^1].Position : Position);
                return page;
            }

            page.Add(reading.Current);
        }

        IsAtEnd = false;
        Position = page[^1].Position;
        return page;
    }
}
