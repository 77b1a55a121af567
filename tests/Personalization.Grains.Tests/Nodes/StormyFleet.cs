using System.Collections.Concurrent;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Journal;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>
/// Three nodes that are wrong about who owns what: a turn may be sent to another node than the last one for the same subject, which takes the subject up while
/// others still have it; replies get lost before and after the turn; subjects are given up in the middle of their turns; nodes are killed and come back.
/// </summary>
/// <param name="open">Opens a node's journal.</param>
/// <param name="snapshots">Of all nodes.</param>
/// <param name="catalogs">The catalogs.</param>
/// <param name="time">The clock.</param>
/// <param name="seed">Of what happens.</param>
internal sealed class StormyFleet(Func<Task<IJournal>> open, ISnapshots snapshots, ICatalogs catalogs, TimeProvider time, int seed) : IOwners, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly StormyNode[] nodes = new StormyNode[Places.Nodes];
    private readonly ConcurrentDictionary<SubjectKey, bool> met = new();
    private readonly ConcurrentBag<Task> leaving = [];
    private readonly ConcurrentBag<StormyNode> killed = [];
    private bool isCalm;
    private int failures;

    /// <summary>Makes a call on one of the nodes, again and again until it is answered, as clients do.</summary>
    public async Task<T> Call<T>(Func<NodeProfiles, ValueTask<T>> call)
    {
        for (var left = 100; ; left--)
        {
            var node = nodes[Next(nodes.Length)];
            try
            {
                return await node.Answered(call(node.Profiles).AsTask());
            }
            catch (Exception lost) when (lost is TurnLostException or ReplyLostException && left > 0)
            {
                Interlocked.Increment(ref failures);
            }
        }
    }

    /// <summary>How many calls had to be made again.</summary>
    public int Failures => failures;

    public async Task Start()
    {
        for (var at = 0; at < nodes.Length; at++)
        {
            await Boot(at);
        }
    }

    /// <summary>From now on everybody agrees, those who were killed are at their end, and who has what is not theirs gives it up.</summary>
    public async Task CalmDown()
    {
        isCalm = true;
        foreach (var node in killed)
        {
            await node.Perish();
        }

        foreach (var subject in met.Keys)
        {
            for (var place = 0; place < nodes.Length; place++)
            {
                if (place != Places.Scattered(subject))
                {
                    await nodes[place].Profiles.GiveUp(subject, CancellationToken.None);
                }
            }
        }
    }

    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        await Task.Yield();
        met[owner] = true;
        if (Happens(30))
        {
            throw new ReplyLostException("The turn did not get there.");
        }

        var place = Happens(6) ? Next(nodes.Length) : Places.Scattered(owner);
        var node = nodes[place];
        if (!Happens(20))
        {
            node.Profiles.TakeUp(owner);
        }

        var reply = await node.Answered(node.Profiles.Run(owner, turn, cancellation).AsTask());
        await Disturb();
        return Happens(20) ? throw new ReplyLostException("The reply did not come back.") : reply;
    }

    public object? PlaceOf(in SubjectKey owner, TravellingTurn turn) => Happens(4) ? Next(nodes.Length) : Places.Scattered(owner);

    public async ValueTask<IReadOnlyList<TurnReply>?> SendAll(object place, IReadOnlyList<AddressedTurn> turns, CancellationToken cancellation)
    {
        await Task.Yield();
        if (Happens(30))
        {
            throw new ReplyLostException("The parcel did not get there.");
        }

        var node = nodes[(int)place];
        var replies = Happens(20) ? null : await node.Answered(node.Profiles.RunAll(turns, cancellation).AsTask());
        await Disturb();
        return Happens(20) ? throw new ReplyLostException("The replies did not come back.") : replies;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(leaving);
        foreach (var node in nodes)
        {
            await node.Profiles.DisposeAsync();
        }

        foreach (var node in nodes.Concat(killed))
        {
            await node.Journal.DisposeAsync();
        }
    }

    /// <summary>One turn in 150 kills a node; one in thirty makes a node give up a subject.</summary>
    private async Task Disturb()
    {
        if (Happens(30))
        {
            var subjects = met.Keys.OrderBy(one => one.StableHash()).ToArray();
            var node = nodes[Next(nodes.Length)];

            // On a node that is killed it never ends.
            leaving.Add(Task.WhenAny(node.Profiles.GiveUp(subjects[Next(subjects.Length)], CancellationToken.None), node.Killed));
        }

        if (Happens(150))
        {
            var place = Next(nodes.Length);
            killed.Add(nodes[place]);
            nodes[place].Kill();
            await Boot(place);
        }
    }

    private async Task Boot(int place)
    {
        var journal = await open();
        nodes[place] = new StormyNode(new NodeProfiles(journal, snapshots, catalogs, this, time, new EmbeddedHostOptions()), journal);
    }

    private bool Happens(int onceIn) => !isCalm && Next(onceIn) == 0;

    private int Next(int below)
    {
        lock (gate)
        {
            return random.Next(below);
        }
    }
}
