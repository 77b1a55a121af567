namespace Personalization.Grpc.V1;

/// <summary>The methods of <c>personalization.v1.Decisions</c>: what to show, and why.</summary>
public static class Decisions
{
    private const string Service = nameof(Decisions);

    /// <summary>One decision.</summary>
    public static Method<DecideRequest, DecideResponse> Decide { get; } =
        new(DecisionsReflection.Descriptor, Service, nameof(Decide));

    /// <summary>Many decisions in one call; one that fails does not fail the others.</summary>
    public static Method<DecideBatchRequest, DecideBatchResponse> DecideBatch { get; } =
        new(DecisionsReflection.Descriptor, Service, nameof(DecideBatch));

    /// <summary>Decisions until the client half-closes, matched by correlation number.</summary>
    public static Method<DecideStreamRequest, DecideStreamResponse> DecideStream { get; } =
        new(DecisionsReflection.Descriptor, Service, nameof(DecideStream));

    /// <summary>A decision as a peek, with the reason why not for every other action.</summary>
    public static Method<ExplainRequest, ExplainResponse> Explain { get; } =
        new(DecisionsReflection.Descriptor, Service, nameof(Explain));

    /// <summary>A served decision, made again and compared.</summary>
    public static Method<DecisionsGetRequest, DecisionsGetResponse> Get { get; } =
        new(DecisionsReflection.Descriptor, Service, nameof(Get));

    /// <summary>What became of a chosen action.</summary>
    public static Method<RecordOutcomeRequest, RecordOutcomeResponse> RecordOutcome { get; } =
        new(DecisionsReflection.Descriptor, Service, nameof(RecordOutcome));
}
