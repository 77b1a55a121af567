namespace Personalization.Grpc.V1;

/// <summary>The methods of <c>personalization.v1.Replay</c>: jobs that read history again, or load it.</summary>
public static class Replay
{
    private const string Service = nameof(Replay);

    /// <summary>Takes a job.</summary>
    public static Method<ReplayStartRequest, ReplayStartResponse> Start { get; } = new(ReplayReflection.Descriptor, Service, nameof(Start));

    /// <summary>A job until it ends.</summary>
    public static Method<ReplayWatchRequest, ReplayWatchResponse> Watch { get; } = new(ReplayReflection.Descriptor, Service, nameof(Watch));

    /// <summary>Stops a job.</summary>
    public static Method<ReplayCancelRequest, ReplayCancelResponse> Cancel { get; } = new(ReplayReflection.Descriptor, Service, nameof(Cancel));

    /// <summary>Lets a job go on.</summary>
    public static Method<ReplayResumeRequest, ReplayResumeResponse> Resume { get; } = new(ReplayReflection.Descriptor, Service, nameof(Resume));

    /// <summary>Lists jobs.</summary>
    public static Method<ReplayListRequest, ReplayListResponse> List { get; } = new(ReplayReflection.Descriptor, Service, nameof(List));

    /// <summary>What a job found.</summary>
    public static Method<ReplayFindingsRequest, ReplayFindingsResponse> Findings { get; } = new(ReplayReflection.Descriptor, Service, nameof(Findings));
}
