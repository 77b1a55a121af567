using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Core;
using Personalization.Journal.Control;

namespace Personalization.Gateway.AccessLog;

/// <summary>Writes notes into the access log: those of changes at once, those of looks together, and none is dropped. Where the log cannot keep up, or is away, whoever looks waits.</summary>
internal sealed partial class AccessRecorder : IHostedService, IAsyncDisposable
{
    private readonly Channel<(AccessEntry? Entry, TaskCompletionSource? Reached)> queue =
        Channel.CreateBounded<(AccessEntry?, TaskCompletionSource?)>(new BoundedChannelOptions(Limits.AccessQueue) { SingleReader = true });

    private readonly CancellationTokenSource giveUp = new();
    private readonly IAccessLog log;
    private readonly TimeProvider clock;
    private readonly ILogger<AccessRecorder> logger;
    private readonly Task writing;

    public AccessRecorder(IAccessLog log, TimeProvider clock, ILogger<AccessRecorder> logger)
    {
        this.log = log;
        this.clock = clock;
        this.logger = logger;
        // From now on and not from the start of the host: what a start erases again asks for all that was noted to be written.
        writing = Task.Run(Run);
    }

    /// <summary>Writes a note, unless it is written already. Of a change it returns when that is durable.</summary>
    /// <param name="note">The note.</param>
    /// <param name="status">How the call ended, as its protocol names it.</param>
    /// <param name="isDone">Whether what was asked for was done.</param>
    /// <param name="cancellation">Stops waiting for room, before anything of a look is told.</param>
    /// <exception cref="IOException">A change cannot be written: it may not be answered as if it was.</exception>
    public async ValueTask Record(AccessNote note, string status, bool isDone, CancellationToken cancellation)
    {
        if (!note.TryRecord())
        {
            return;
        }

        var entry = note.ToEntry(Instant.From(clock.GetUtcNow()), status, isDone);
        if (!note.Act.IsRead)
        {
            await log.Append([entry]);
            return;
        }

        try
        {
            await queue.Writer.WriteAsync((entry, null), cancellation);
        }
        catch (ChannelClosedException)
        {
            // The server stops, and this call is later than its writer.
            await log.Append([entry]);
        }
    }

    /// <summary>Waits until all that was recorded before is written.</summary>
    public async Task Flush(CancellationToken cancellation)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await queue.Writer.WriteAsync((null, reached), cancellation);
        }
        catch (ChannelClosedException)
        {
            reached.TrySetResult();
        }

        await reached.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what is left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Writer.TryComplete();
        await using var limit = cancellationToken.Register(giveUp.Cancel);
        await writing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(new CancellationToken(canceled: giveUp.IsCancellationRequested));
        giveUp.Dispose();
    }

    private async Task Run()
    {
        var batch = new List<AccessEntry>(Limits.AccessBatch);
        var reached = new List<TaskCompletionSource>();
        while (await queue.Reader.WaitToReadAsync())
        {
            Take(batch, reached);
            if (reached.Count == 0 && batch.Count < Limits.AccessBatch)
            {
                // A sync for each would be one that commits wait for; somebody who waits is not let wait for more than this.
                await Task.Delay(Limits.AccessLinger, clock);
                Take(batch, reached);
            }

            await Write(batch);
            reached.ForEach(one => one.SetResult());
            batch.Clear();
            reached.Clear();
        }
    }

    private void Take(List<AccessEntry> batch, List<TaskCompletionSource> reached)
    {
        while (batch.Count < Limits.AccessBatch && queue.Reader.TryRead(out var next))
        {
            if (next.Entry is { } entry)
            {
                batch.Add(entry);
            }
            else
            {
                reached.Add(next.Reached!);
            }
        }
    }

    private async Task Write(List<AccessEntry> batch)
    {
        for (var tries = 0; batch.Count > 0; tries++)
        {
            try
            {
                await log.Append(batch);
                return;
            }
            catch (Exception away) when (!giveUp.IsCancellationRequested)
            {
                if (tries == 0)
                {
                    LogAway(batch.Count, away);
                }

                await Task.Delay(Limits.AccessRetryPause, clock, giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception away)
            {
                LogLost(batch.Count, away);
                return;
            }
        }
    }

    [LoggerMessage(EventId = 2401, Level = LogLevel.Error, Message = "{Entries} entries of the access log cannot be written; it is tried again until they are, and reads wait when too many are held")]
    private partial void LogAway(int entries, Exception cause);

    [LoggerMessage(EventId = 2402, Level = LogLevel.Critical, Message = "{Entries} entries of the access log are lost, because the server had to stop while they could not be written")]
    private partial void LogLost(int entries, Exception cause);
}
