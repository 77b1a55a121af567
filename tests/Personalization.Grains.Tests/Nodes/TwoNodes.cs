using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Grains.Nodes;
using Personalization.Grains.Tests.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Two nodes over the same streams: accounts live on the one, everybody else on the other.</summary>
internal sealed class TwoNodes : IOwners, IAsyncDisposable
{
    public TwoNodes(SharedStreams streams)
    {
        (Journal, AccountJournal) = (new NodeJournal(streams), new NodeJournal(streams));
        (Users, Accounts) = (Open(Journal), Open(AccountJournal));
    }

    /// <summary>Where people live.</summary>
    public NodeProfiles Users { get; }

    /// <summary>Where accounts live.</summary>
    public NodeProfiles Accounts { get; }

    public NodeJournal Journal { get; }

    public NodeJournal AccountJournal { get; }

    /// <summary>What becomes of a turn on its way.</summary>
    public Func<TravellingTurn, TravellingTurn> OnTheWay { get; set; } = turn => turn;

    /// <summary>How many replies get lost from now on.</summary>
    public int LostReplies { get; set; }

    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, CancellationToken cancellation)
    {
        var node = owner.Kind == SubjectKind.Account ? Accounts : Users;
        node.TakeUp(owner);
        turn = OnTheWay(turn);

        // As a transport does: whoever has gone sends nothing more.
        cancellation.ThrowIfCancellationRequested();
        var reply = await node.Run(owner, turn, cancellation);
        return LostReplies-- > 0 ? throw new ReplyLostException("The reply got lost.") : reply;
    }

    public async ValueTask DisposeAsync()
    {
        await Users.DisposeAsync();
        await Accounts.DisposeAsync();
    }

    private NodeProfiles Open(NodeJournal journal) => new(journal, new MemorySnapshots(), new FixedCatalogs(Airline.Catalog), this, new ManualTime(), new EmbeddedHostOptions());
}
