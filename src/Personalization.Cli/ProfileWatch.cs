using Personalization.Cli.Sending;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli;

/// <summary>Writes a profile's changes as they come, one line each, until the watcher leaves; connects again when the server was away.</summary>
internal sealed class ProfileWatch(GrpcClient client, Output output, TimeProvider clock)
{
    private readonly SendPatience patience = new();
    private Profile? last;

    /// <summary>Follows a subject.</summary>
    /// <param name="subject">Which; its version is kept up to what was seen.</param>
    /// <param name="isJson">Whole profiles instead of what changed.</param>
    /// <param name="stop">Ends the watch in good order.</param>
    /// <returns>Good: the watcher left, or the subject was erased.</returns>
    /// <exception cref="RpcException">The watch was refused, or the server does not come back.</exception>
    public async Task<ExitCode> Follow(ProfilesWatchRequest subject, bool isJson, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                try
                {
                    await Read(subject, isJson, stop);
                    await output.Notes.WriteLineAsync("The subject was erased.");
                    return ExitCode.Ok;
                }
                catch (RpcException away)
                {
                    if (patience.After(away) is not { } pause)
                    {
                        throw;
                    }

                    await output.Notes.WriteLineAsync($"{away.Message} Trying again in {Remaining.Of(pause)}.");
                    await Task.Delay(pause, clock, stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
    }

    private async Task Read(ProfilesWatchRequest subject, bool isJson, CancellationToken stop)
    {
        await foreach (var news in client.ServerStreamAsync(Profiles.Watch, subject, cancellation: stop))
        {
            patience.Renew();

            // The version of a user whom the subject was merged into says nothing of the subject.
            subject.Version = news.Profile.Kind == subject.Kind && news.Profile.Id == subject.Id ? news.Profile.Version : 0;
            await output.Results.WriteLineAsync(isJson ? ProfileJson.Of(new ProfilesGetResponse { Profile = news.Profile }) : ProfileNews.Line(news.Profile, last));

            // Whoever reads a pipe wants the change now, not with the next page.
            await output.Results.FlushAsync(stop);
            last = news.Profile;
        }
    }
}
