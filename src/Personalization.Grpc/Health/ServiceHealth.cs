using System.Runtime.CompilerServices;
using ServingStatus = Personalization.Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Personalization.Grpc.Health;

/// <summary>Which services are ready to serve. Set by whoever knows, read by health checks. Safe for use by many tasks at once.</summary>
public sealed class ServiceHealth
{
    /// <summary>The name that stands for the server as a whole.</summary>
    public const string Server = "";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal) { [Server] = ServingStatus.NotServing };
    private TaskCompletionSource _changed = NewSignal();
    private bool _isClosed;

    /// <summary>Says whether a service serves. The server as a whole does not until this says so.</summary>
    /// <param name="service">Full name such as <c>personalization.v1.Events</c>, or <see cref="Server"/>.</param>
    /// <param name="serving">False while starting, draining or broken.</param>
    public void Set(string service, bool serving)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _statuses[service] = serving ? ServingStatus.Serving : ServingStatus.NotServing;
            changed = _changed;
            _changed = NewSignal();
        }
        changed.SetResult();
    }

    /// <summary>Ends the streams of whoever watches, so that they do not keep a server from stopping.</summary>
    public void Close()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _isClosed = true;
            changed = _changed;
            _changed = NewSignal();
        }
        changed.SetResult();
    }

    internal ServingStatus? Get(string service) => Read(service).Status;

    internal IReadOnlyDictionary<string, ServingStatus> List()
    {
        lock (_lock)
            return new Dictionary<string, ServingStatus>(_statuses);
    }

    /// <summary>The status now, and every other one that is seen later; quick changes may be seen as one.</summary>
    internal async IAsyncEnumerable<ServingStatus> WatchAsync(string service, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ServingStatus? last = null;
        while (true)
        {
            var (status, changed, isLast) = Read(service);
            status ??= ServingStatus.ServiceUnknown;
            if (status != last)
                yield return status.Value;
            if (isLast)
                yield break;
            last = status;
            await changed.WaitAsync(cancellation);
        }
    }

    private (ServingStatus? Status, Task Changed, bool IsLast) Read(string service)
    {
        lock (_lock)
            return (_statuses.TryGetValue(service, out var status) ? status : null, _changed.Task, _isClosed);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
