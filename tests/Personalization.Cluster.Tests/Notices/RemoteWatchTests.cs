using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Cluster.Notices;
using Personalization.Cluster.Tests.Subjects;
using Personalization.HostContract;

namespace Personalization.Cluster.Tests.Notices;

public sealed class RemoteWatchTests
{
    [Fact]
    public async Task Nothing_is_kept_of_a_subject_that_nobody_watches_any_more()
    {
        using var remote = new RemoteWatch(Answering.With<IGrainFactory>(() => null), NullLogger<RemoteWatch>.Instance);
        var (first, second) = (remote.Watch(Sample.User("u1")), remote.Watch(Sample.User("u1")));
        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.Equal(1, remote.Subjects);
        await second.DisposeAsync();
        Assert.Equal(0, remote.Subjects);
    }
}
