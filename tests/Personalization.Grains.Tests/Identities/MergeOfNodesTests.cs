using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Nodes;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Identities;

/// <summary>A merge has no owner: any node makes it, and tells the owners of both afterwards.</summary>
public sealed class MergeOfNodesTests
{
    private static readonly SubjectKey Visitor = new(Sample.Acme, SubjectKind.Anonymous, "v1");

    [Fact]
    public async Task Owners_are_told_of_a_merge_although_the_caller_has_gone_once_it_was_durable()
    {
        await using var nodes = new TwoNodes(new SharedStreams());
        var cancellation = TestContext.Current.CancellationToken;
        await nodes.Users.Ingest(Sample.Acme, [Crew.Track("e1", "engine_failed") with { UserId = null, AnonymousId = "v1" }, Crew.Track("e2", "landed")], cancellation);

        using var leaving = new CancellationTokenSource();
        nodes.OnTheWay = turn =>
        {
            if (turn is TravellingImport)
            {
                leaving.Cancel();
            }

            return turn;
        };
        try
        {
            await nodes.Accounts.Ingest(Sample.Acme, [Crew.Identify("s1") with { AnonymousId = "v1" }], leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller hears no answer; what is merged is merged.
        }

        Assert.True(leaving.IsCancellationRequested);
        var person = await nodes.Users.Get(Visitor, cancellation);
        Assert.Equal((Sample.User("u1"), 1L), (person!.Subject, person.Counters["failures"]));
    }
}
