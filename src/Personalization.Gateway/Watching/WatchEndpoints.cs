using Microsoft.AspNetCore.Http;
using Personalization.Core.Subjects;
using Personalization.Gateway.Health;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;

namespace Personalization.Gateway.Watching;

/// <summary><c>GET /v1/profiles/{users|accounts|anonymous}/{id}/watch</c>: a profile and its changes as server-sent events.</summary>
internal sealed class WatchEndpoints(ProfileWatches watches, Drain drain, TimeProvider clock)
{
    /// <summary>Sends the profile now, unless the client says that it has this version, and again after each change, until either side ends it.</summary>
    public async Task Watch(HttpContext http, SubjectKind kind)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, drain.Closed);
        var opened = await watches.Open(ProfileEndpoints.SubjectOf(http, kind), http.RequestAborted);
        if (!opened.IsOk)
        {
            await http.Problem(opened.Problem);
            return;
        }

        await using var watch = opened.Value;
        var stream = new ProfileEvents(http.Response);
        try
        {
            await stream.Begin(either.Token);
            if (http.Request.Headers["Last-Event-ID"] != ProfileEvents.IdOf(watch.First, watch.Asked))
            {
                await stream.Send(watch.First, watch.Asked, either.Token);
            }

            await Follow(watch, stream, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The client has gone, or the server stops: then the response ends here, and the client comes back with the version that it has.
        }
    }

    private async Task Follow(ProfileWatch watch, ProfileEvents stream, CancellationToken stop)
    {
        var next = watch.Next(stop);
        while (true)
        {
            using var quiet = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var isQuiet = await Task.WhenAny(next, Task.Delay(Limits.KeepAliveInterval, clock, quiet.Token)) != next;
            await quiet.CancelAsync();
            stop.ThrowIfCancellationRequested();
            if (isQuiet)
            {
                await stream.KeepAlive(stop);
                continue;
            }

            if (await next is not { } view)
            {
                // Erased: a client that comes back is told that nothing is known.
                return;
            }

            await stream.Send(view, watch.Asked, stop);
            next = watch.Next(stop);
        }
    }
}
