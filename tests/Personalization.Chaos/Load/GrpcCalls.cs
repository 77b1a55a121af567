using Google.Protobuf.WellKnownTypes;
using Personalization.Core.Subjects;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using Event = Personalization.Grpc.V1.Event;
using EventContext = Personalization.Grpc.V1.EventContext;
using EventType = Personalization.Grpc.V1.EventType;

namespace Personalization.Chaos.Load;

/// <summary>The calls over gRPC.</summary>
internal sealed class GrpcCalls(GrpcClient grpc, TimeSpan timeout) : IGatewayCalls
{
    private readonly CallOptions options = new() { Timeout = timeout };

    /// <inheritdoc/>
    public Task<Answer<Taken>> Ingest(IReadOnlyList<SentEvent> events) => Call(async () =>
    {
        var reply = await grpc.UnaryAsync(Events.Ingest, new IngestRequest { Events = { events.Select(Message) } }, options);
        return new Taken(reply.Accepted, reply.Duplicates);
    });

    /// <inheritdoc/>
    public Task<Answer<Decided>> Decide(string user, string surface, string? requestId, bool isPeek) => Call(async () =>
    {
        var request = new DecideRequest
        {
            UserId = user, AccountId = Population.AccountOf(user), Surface = surface, RequestId = requestId ?? "", Mode = isPeek ? DecideMode.Peek : DecideMode.Serve,
        };
        var reply = await grpc.UnaryAsync(Decisions.Decide, request, options);
        return new Decided(reply.DecisionId, reply.Actions.Count > 0 ? reply.Actions[0].Id : null);
    });

    /// <inheritdoc/>
    public Task<Answer<long>> ReadVersion(SubjectKey subject) => Call(async () =>
    {
        try
        {
            var kind = subject.Kind == Core.Subjects.SubjectKind.Account ? Grpc.V1.SubjectKind.Account : Grpc.V1.SubjectKind.User;
            return (await grpc.UnaryAsync(Profiles.Get, new ProfilesGetRequest { Kind = kind, Id = subject.Id }, options)).Profile.Version;
        }
        catch (RpcException unknown) when (unknown.Code == StatusCode.NotFound)
        {
            return 0;
        }
    });

    private static Event Message(SentEvent one)
    {
        var message = new Event { MessageId = one.Id, Type = EventType.Track, Event_ = one.Name };
        if (one.User is not null)
        {
            message.UserId = one.User;
            message.Context = new EventContext { GroupId = one.Account };
        }
        else
        {
            message.GroupId = one.Account;
        }

        if (one.Property is not null)
        {
            message.Properties = new Struct { Fields = { [one.Property] = Value.ForNumber(one.Amount) } };
        }

        return message;
    }

    private async Task<Answer<T>> Call<T>(Func<Task<T>> call)
    {
        try
        {
            return Answer<T>.Done(await call());
        }
        catch (RpcException failed) when (failed.Code is StatusCode.Unavailable or StatusCode.ResourceExhausted)
        {
            // What the gateway says itself comes with details; a client makes up the status of a connection that broke.
            return failed.Detail<Google.Rpc.ErrorInfo>() is { } said
                ? Answer<T>.Not(AnswerKind.Retryable, $"{failed.Code} {said.Reason}")
                : Answer<T>.Not(AnswerKind.Lost, $"{failed.Code}: {failed.Message}");
        }
        catch (RpcException failed)
        {
            return failed.Code == StatusCode.DeadlineExceeded
                ? Answer<T>.Not(AnswerKind.Hung, $"{typeof(T).Name} over gRPC was not answered within {timeout.TotalSeconds} s")
                : Answer<T>.Not(AnswerKind.Refused, $"{typeof(T).Name} over gRPC was answered with {failed.Code}: {failed.Message}");
        }
    }
}
