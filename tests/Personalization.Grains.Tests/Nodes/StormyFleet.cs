using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>
/// Three nodes that are wrong about who owns what: a turn may be sent to another node than the last one for the same subject, which takes the subject up while
/// others still have it; replies get lost before and after the turn; subjects are given up in the middle of their turns; nodes are killed and come back.
/// </summary>
internal sealed class StormyFleet(SharedStreams streams, ICatalogs catalogs, TimeProvider time, int seed) : IOwners, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly MemorySnapshots snapshots = new();
    private readonly (NodeProfiles Profiles, NodeJournal Journal)[] nodes = new (NodeProfiles, NodeJournal)[Places.Nodes];
    private readonly List<Task> leaving = [];
    private readonly List<NodeProfiles> killed = [];
    private bool isCalm;
    private int failures;

    /// <summary>Makes a call on one of the nodes, again and again until it is answered, as clients do.</summary>
    public async Task<T> Call<T>(Func<NodeProfiles, ValueTask<T>> call)
    {
        for (var left = 100; ; left--)
        {
            var (node, journal) = nodes[Next(nodes.Length)];
            try
            {
                return await Answered(call(node).AsTask(), journal);
            }
            catch (Exception lost) when (lost is TurnLostException or ReplyLostException && left > 0)
            {
                Interlocked.Increment(ref failures);
            }
        }
    }

    /// <summary>How many calls had to be made again.</summary>
    public int Failures => failures;

    public void Start()
    {
        for (var at = 0; at < nodes.Length; at++)
        {
            Boot(at);
        }
    }

    /// <summary>From now on everybody agrees, and who has what is not theirs gives it up.</summary>
    public async Task CalmDown()
    {
        isCalm = true;
        foreach (var subject in streams.Subjects())
        {
            for (var place = 0; place < nodes.Length; place++)
            {
                if (place != Places.Scattered(subject))
                {
                    await nodes[place].Profiles.GiveUp(subject);
                }
            }
        }
    }

    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        await Task.Yield();
        if (Happens(30))
        {
            throw new ReplyLostException("The turn did not get there.");
        }

        var place = Happens(6) ? Next(nodes.Length) : Places.Scattered(owner);
        var (node, journal) = nodes[place];
        if (!Happens(20))
        {
            node.TakeUp(owner);
        }

        var reply = await Answered(node.Run(owner, turn, cancellation).AsTask(), journal);
        Disturb();
        return Happens(20) ? throw new ReplyLostException("The reply did not come back.") : reply;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(leaving);
        foreach (var (node, _) in nodes)
        {
            await node.DisposeAsync();
        }
    }

    /// <summary>One call in a thousand kills a node; one in thirty makes a node give up a subject.</summary>
    private void Disturb()
    {
        var subjects = streams.Subjects();
        if (subjects.Length > 0 && Happens(30))
        {
            lock (gate)
            {
                var (node, journal) = nodes[random.Next(nodes.Length)];

                // On a node that is killed it never ends.
                leaving.Add(Task.WhenAny(node.GiveUp(subjects[random.Next(subjects.Length)]), journal.Killed));
            }
        }

        if (Happens(150))
        {
            var place = Next(nodes.Length);
            nodes[place].Journal.Kill();
            Boot(place);
        }
    }

    private void Boot(int place)
    {
        lock (gate)
        {
            if (nodes[place].Profiles is { } dead)
            {
                killed.Add(dead);
            }

            var journal = new NodeJournal(streams);
            nodes[place] = (new NodeProfiles(journal, snapshots, catalogs, this, time, new EmbeddedHostOptions()), journal);
        }
    }

    /// <summary>What a killed node was doing never comes to an end; for the others it is gone.</summary>
    private static async Task<T> Answered<T>(Task<T> running, NodeJournal journal) =>
        await Task.WhenAny(running, journal.Killed) == running ? await running : throw new ReplyLostException("The node is gone.");

    private bool Happens(int onceIn) => !isCalm && Next(onceIn) == 0;

    private int Next(int below)
    {
        lock (gate)
        {
            return random.Next(below);
        }
    }
}
