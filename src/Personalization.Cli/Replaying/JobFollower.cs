using Personalization.Cli.Sending;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Replaying;

/// <summary>Stays with a replay until it ends: says how far it is, and connects again when the server was away.</summary>
internal sealed class JobFollower(GrpcClient client, Output output, TimeProvider clock)
{
    private readonly JobBar bar = new(output, clock);
    private readonly SendPatience patience = new();

    /// <summary>Follows a replay.</summary>
    /// <returns>How it ended; null where the watcher left before.</returns>
    /// <exception cref="RpcException">There is no such replay, or the server does not come back.</exception>
    public async Task<ReplayJob?> Follow(string id, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                try
                {
                    return await Watch(id, stop);
                }
                catch (RpcException away)
                {
                    if (patience.After(away) is not { } pause)
                    {
                        throw;
                    }

                    bar.End();
                    await output.Notes.WriteLineAsync($"{away.Message} Trying again in {Remaining.Of(pause)}.");
                    await Task.Delay(pause, clock, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            bar.End();
            await output.Notes.WriteLineAsync($"The replay {id} goes on without you. `personalize replay watch {id}` shows how far it is, `personalize replay cancel {id}` stops it.");
            return null;
        }
        finally
        {
            bar.End();
        }
    }

    private async Task<ReplayJob> Watch(string id, CancellationToken stop)
    {
        await foreach (var news in client.ServerStreamAsync(Personalization.Grpc.V1.Replay.Watch, new ReplayWatchRequest { Id = id }, cancellation: stop))
        {
            patience.Renew();
            bar.Draw(news.Job);
            if (news.Job.State is ReplayState.Done or ReplayState.Failed or ReplayState.Cancelled)
            {
                return news.Job;
            }
        }

        throw new RpcException(StatusCode.Unavailable, "The server ended the watch before the replay ended.");
    }
}
