namespace Personalization.Grpc.Tests;

/// <summary>Tells how a call ended.</summary>
internal sealed class RecordingInterceptor(TaskCompletionSource<StatusCode> finished) : ICallInterceptor
{
    public ValueTask StartAsync(CallContext call) => ValueTask.CompletedTask;

    public void Finish(CallContext call, StatusCode status) => finished.TrySetResult(status);
}
