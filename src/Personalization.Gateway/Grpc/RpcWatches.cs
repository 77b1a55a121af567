using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Health;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Watching;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Gateway.Grpc;

/// <summary><c>Profiles.Watch</c>.</summary>
internal sealed class RpcWatches(ProfileWatches watches, Drain drain, RpcAccessLog log)
{
    private static readonly Problem Stopping = new(ProblemCodes.Draining, "", "The server is stopping. Watch again, with the version that you have.");

    /// <summary>A profile now, unless the client has this version, and again after each change.</summary>
    public async ValueTask Watch(ProfilesWatchRequest request, ResponseStream<ProfilesWatchResponse> responses, CallContext call)
    {
        if (RpcProfiles.KindOf(request.Kind) is not { } kind)
        {
            throw RpcProfiles.KindMissing.ToException();
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, drain.Closed);
        var subject = new SubjectKey(call.Caller().Tenant, kind, request.Id);
        var opened = await watches.Open(subject, call.CancellationToken);
        if (!opened.IsOk)
        {
            throw opened.Problem.ToException();
        }

        await using var watch = opened.Value;
        call.Note(subject);
        await log.Begin(call);
        try
        {
            for (var view = watch.First; view is not null; view = await watch.Next(either.Token))
            {
                if (view != watch.First || request.Version != view.Version || view.Subject != subject)
                {
                    await responses.WriteAsync(new ProfilesWatchResponse { Profile = RpcProfileMapper.Write(view) });
                }
            }
        }
        catch (OperationCanceledException) when (drain.Closed.IsCancellationRequested)
        {
            throw Stopping.ToException();
        }
    }
}
