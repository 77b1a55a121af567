namespace Personalization.Grpc.V1;

/// <summary>The methods of <c>personalization.v1.Events</c>: taking events in.</summary>
public static class Events
{
    private const string Service = nameof(Events);

    /// <summary>One batch; answered when its accepted events are durable.</summary>
    public static Method<IngestRequest, IngestResponse> Ingest { get; } =
        new(EventsReflection.Descriptor, Service, nameof(Ingest));

    /// <summary>Batches until the client half-closes, one acknowledgement each.</summary>
    public static Method<IngestStreamRequest, IngestStreamResponse> IngestStream { get; } =
        new(EventsReflection.Descriptor, Service, nameof(IngestStream));
}
