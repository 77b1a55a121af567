using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Identities;
using Personalization.HostContract;

namespace Personalization.Grains.Tests.Identities;

public sealed class TwoGrainsTests
{
    [Theory]
    [InlineData("u1", SubjectKind.User, "u2", SubjectKind.User)]
    [InlineData("same", SubjectKind.Anonymous, "same", SubjectKind.User)]
    public async Task Nobody_waits_in_a_circle(string id, SubjectKind kind, string other, SubjectKind otherKind)
    {
        var (one, two) = (new Grain(new SubjectKey(Sample.Acme, kind, id)), new Grain(new SubjectKey(Sample.Acme, otherKind, other)));
        var turns = new[] { new TwoGrains(one, two), new TwoGrains(two, one) }.Select(both => Task.Factory.StartNew(
            () =>
            {
                for (var at = 0; at < 20_000; at++)
                {
                    both.Turn(_ => Thread.Yield());
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default));

        await Task.WhenAll(turns).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}
