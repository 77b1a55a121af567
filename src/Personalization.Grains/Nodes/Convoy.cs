using Personalization.Core.Subjects;

namespace Personalization.Grains.Nodes;

/// <summary>
/// Brings turns of one batch to other nodes together: those that are sent before it departs go as one parcel to each node where owners seem to live. What comes
/// later, or is not where it seemed to be, goes alone.
/// </summary>
/// <remarks>
/// Only for turns that hold nothing: the replies of a parcel come back at once, so a turn in it waits for the others, which may wait for anybody. A parcel that is lost is lost for
/// each of its turns, and each begins anew alone.
/// </remarks>
/// <param name="owners">The way.</param>
/// <param name="cancellation">Stops waiting for all of them.</param>
internal sealed class Convoy(IOwners owners, CancellationToken cancellation)
{
    private readonly Lock gate = new();
    private Dictionary<object, List<Passenger>>? waiting = [];

    /// <summary>Sends a turn to an owner; as <see cref="IOwners.Send"/>.</summary>
    public ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn)
    {
        if (Volatile.Read(ref waiting) is not null && owners.PlaceOf(owner, turn) is { } place)
        {
            lock (gate)
            {
                if (waiting is not null)
                {
                    if (!waiting.TryGetValue(place, out var together))
                    {
                        waiting.Add(place, together = []);
                    }

                    var passenger = new Passenger(new AddressedTurn(owner, turn));
                    together.Add(passenger);
                    return new(passenger.Reply);
                }
            }
        }

        return owners.Send(owner, turn, cancellation);
    }

    /// <summary>All turns of the batch have begun: those that wait are sent.</summary>
    public void Depart()
    {
        Dictionary<object, List<Passenger>> leaving;
        lock (gate)
        {
            (leaving, waiting) = (waiting ?? [], null);
        }

        foreach (var (place, together) in leaving)
        {
            for (var first = 0; first < together.Count;)
            {
                var next = first;
                for (var load = 0; next < together.Count && (next == first || load + together[next].Load <= Limits.ParcelLoadMax); next++)
                {
                    load += together[next].Load;
                }

                // Every passenger's turn waits for its own reply, and hears of what goes wrong.
                _ = Carry(place, together[first..next]);
                first = next;
            }
        }
    }

    private async Task Carry(object place, List<Passenger> parcel)
    {
        try
        {
            var replies = parcel.Count == 1 ? null : await owners.SendAll(place, parcel.ConvertAll(one => one.Turn), cancellation).ConfigureAwait(false);
            for (var at = 0; at < parcel.Count; at++)
            {
                if (replies is null || replies[at].End == TurnEnd.NotHere)
                {
                    _ = parcel[at].GoAlone(owners, cancellation);
                }
                else
                {
                    parcel[at].Arrived(replies[at]);
                }
            }
        }
        catch (Exception cause)
        {
            parcel.ForEach(one => one.Failed(cause));
        }
    }

    private sealed class Passenger(AddressedTurn turn)
    {
        private readonly TaskCompletionSource<TurnReply> reply = new();

        public AddressedTurn Turn => turn;

        public Task<TurnReply> Reply => reply.Task;

        /// <summary>How much of a parcel it fills: as many as it has events.</summary>
        public int Load => turn.Turn is TravellingEvents batch ? batch.Events.Count : 1;

        public void Arrived(TurnReply arrived) => reply.TrySetResult(arrived);

        public void Failed(Exception cause) => reply.TrySetException(cause);

        public async Task GoAlone(IOwners owners, CancellationToken cancellation)
        {
            try
            {
                Arrived(await owners.Send(turn.Owner, turn.Turn, cancellation).ConfigureAwait(false));
            }
            catch (Exception cause)
            {
                Failed(cause);
            }
        }
    }
}
