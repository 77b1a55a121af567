using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Gateway.Tests.Support;
using Personalization.Hosting;

namespace Personalization.Gateway.Tests.Hosting;

public sealed class FailureWatchTests
{
    [Fact]
    public async Task A_journal_that_failed_stops_the_process_as_failed()
    {
        var failed = new TaskCompletionSource<Exception>();
        var lifetime = new Lifetime();
        using var watch = new FailureWatch(failed.Task, lifetime, NullLogger<FailureWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);

        failed.SetResult(new IOException("the disk is full"));
        await watch.ExecuteTask!;

        Assert.True(lifetime.ApplicationStopping.IsCancellationRequested);
        Assert.True(watch.HasFailed);
    }

    [Fact]
    public async Task An_orderly_stop_is_no_failure()
    {
        using var watch = new FailureWatch(new TaskCompletionSource<Exception>().Task, new Lifetime(), NullLogger<FailureWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);

        await watch.StopAsync(CancellationToken.None);

        Assert.False(watch.HasFailed);
    }
}
