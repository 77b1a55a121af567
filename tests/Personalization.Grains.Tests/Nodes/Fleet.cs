using System.Collections.Concurrent;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.HostContract.Profiles;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Several nodes in one process. Calls come to one after the other; each subject is taken up where it has its place when the first turn comes for it.</summary>
internal sealed class Fleet : HostUnderTest, IOwners
{
    private readonly IReadOnlyList<IJournal> journals;
    private readonly IReadOnlyList<IAsyncDisposable> owned;
    private readonly Func<SubjectKey, int> placeOf;
    private readonly NodeProfiles[] nodes;
    private readonly ConcurrentQueue<SubjectKey>[] lives;
    private readonly ConcurrentBag<Task> leaving = [];
    private readonly int liveMax;
    private bool isClosed;

    /// <summary>As many nodes as there are journals.</summary>
    /// <param name="journals">One for each node.</param>
    /// <param name="snapshots">Of all nodes.</param>
    /// <param name="owned">What to close at the end beside the journals.</param>
    /// <param name="placeOf">Which node a subject lives on.</param>
    /// <param name="catalogs">The catalogs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="liveMax">How many subjects a node keeps before it gives up others.</param>
    public Fleet(
        IReadOnlyList<IJournal> journals, ISnapshots snapshots, IReadOnlyList<IAsyncDisposable> owned, Func<SubjectKey, int> placeOf, ICatalogs catalogs, TimeProvider time, int liveMax = 1000)
    {
        (this.journals, this.owned, this.placeOf, this.liveMax) = (journals, owned, placeOf, Math.Max(liveMax, 4));
        nodes = [.. journals.Select(journal => new NodeProfiles(journal, snapshots, catalogs, this, time, new EmbeddedHostOptions()))];
        lives = [.. nodes.Select(_ => new ConcurrentQueue<SubjectKey>())];
        Profiles = new Doors(nodes);
    }

    public override IProfiles Profiles { get; }

    public static Fleet InMemory(SharedStreams streams, ISnapshots snapshots, Func<SubjectKey, int> placeOf, ICatalogs catalogs, TimeProvider time, int liveMax = 1000) =>
        new([.. Enumerable.Range(0, Places.Nodes).Select(_ => new NodeJournal(streams))], snapshots, [], placeOf, catalogs, time, liveMax);

    /// <inheritdoc/>
    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        await Task.Yield();
        var place = placeOf(owner);
        TurnReply reply;
        do
        {
            TakeUp(place, owner);
            reply = await nodes[place].Run(owner, turn, cancellation);
        }
        while (reply.End == TurnEnd.NotHere);
        return reply;
    }

    public override async ValueTask Crash()
    {
        isClosed = true;
        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }

        await CloseOwned();
    }

    public override async ValueTask DisposeAsync()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        await Task.WhenAll(leaving);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        foreach (var journal in journals)
        {
            await journal.DisposeAsync();
        }

        await CloseOwned();
    }

    private void TakeUp(int place, SubjectKey subject)
    {
        if (nodes[place].Owns(subject))
        {
            return;
        }

        nodes[place].TakeUp(subject);
        lives[place].Enqueue(subject);
        while (nodes[place].LiveGrains > liveMax && lives[place].TryDequeue(out var oldest))
        {
            leaving.Add(nodes[place].GiveUp(oldest, CancellationToken.None));
        }
    }

    private async Task CloseOwned()
    {
        foreach (var one in owned)
        {
            await one.DisposeAsync();
        }
    }
}
