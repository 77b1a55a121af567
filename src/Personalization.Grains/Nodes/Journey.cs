using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;
using Personalization.Journal;

namespace Personalization.Grains.Nodes;

/// <summary>One turn's way over nodes, as one of them sees it: the guests that it brought, the grains of this node that it holds, where it has to go next.</summary>
/// <remarks>Not thread-safe: a turn is in one place at a time. Grains are held in the order in which their gates are entered, so nobody waits in a circle, on one node or over several.</remarks>
internal sealed class Journey(NodeContext node, Instant now, bool isRepeat = false, Convoy? convoy = null) : IDisposable
{
    private readonly List<GrainLease> held = [];
    private IReadOnlyList<Grain> guests = [];

    /// <summary>The clock of the turn.</summary>
    public Instant Now { get; } = now;

    /// <summary>Whether the turn was tried before: it may have run, although nobody heard of it.</summary>
    public bool IsRepeat { get; } = isRepeat;

    /// <summary>The catalog that it has to go by; null where it goes by the active one.</summary>
    public ActiveCatalog? Catalog { get; private set; }

    /// <summary>The owner that lives elsewhere.</summary>
    public SubjectKey Missing { get; private set; }

    /// <summary>What was appended to the streams of its guests.</summary>
    public IReadOnlyList<StreamAppend> Appended => [.. guests.Select(guest => guest.Visit!.Appended).OfType<StreamAppend>()];

    /// <summary>Arrives with guests.</summary>
    public async ValueTask Arrive(IReadOnlyList<Guest> arrived, ActiveCatalog catalog, CancellationToken cancellation)
    {
        Catalog = catalog;
        var grains = new List<Grain>(arrived.Count);
        foreach (var guest in arrived)
        {
            grains.Add(await node.Receive(guest, catalog.Folds, cancellation).ConfigureAwait(false));
        }

        guests = grains;
    }

    /// <summary>Pins the grain of a subject that came along or lives here; null where it lives elsewhere.</summary>
    public GrainLease? TryAcquire(in SubjectKey subject)
    {
        foreach (var guest in guests)
        {
            if (guest.Key == subject && guest.Pins.TryAdd())
            {
                return new GrainLease(node.Context.Grains, guest);
            }
        }

        if (node.Context.Grains.TryAcquire(subject, out var lease))
        {
            return lease;
        }

        Missing = subject;
        return null;
    }

    /// <summary>Holds the next grain of this node until the turn ends here; false where it holds all of them. What it reads may change until then.</summary>
    /// <param name="leased">The grains that it needs, in their order.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async ValueTask<bool> HoldNext(IEnumerable<Grain> leased, CancellationToken cancellation)
    {
        var needed = leased.ToList();
        if (held.Exists(one => !needed.Contains(one.Grain)))
        {
            // Its account is another one than before: going on from here could mean to wait in a circle.
            Dispose();
        }

        if (needed.Find(grain => grain.Visit is null && !held.Exists(one => ReferenceEquals(one.Grain, grain))) is not { } next)
        {
            return false;
        }

        return await TryHold(next, cancellation).ConfigureAwait(false) ? true : throw new TurnLostException("The node gives the subject up.") { HasNotRun = true };
    }

    /// <summary>Holds a grain of this node until the turn ends here.</summary>
    /// <returns>False where the node gives the grain up.</returns>
    public async ValueTask<bool> TryHold(Grain grain, CancellationToken cancellation)
    {
        if (!grain.Pins.TryAdd())
        {
            throw new InvalidOperationException("A grain is held only while it is pinned.");
        }

        var lease = new GrainLease(node.Context.Grains, grain);
        var isHeld = false;
        try
        {
            var hold = GrainHold.Enter(grain, this, cancellation).AsTask();
            isHeld = hold.IsCompleted ? await hold.ConfigureAwait(false) : await node.Context.Metrics.WaitForHold(hold).ConfigureAwait(false);
        }
        finally
        {
            if (isHeld)
            {
                held.Add(lease);
            }
            else
            {
                lease.Dispose();
            }
        }

        return isHeld;
    }

    /// <summary>Waits until everything is durable that is in the profiles it holds; one that lost a commit is forgotten then.</summary>
    public async ValueTask Settle()
    {
        foreach (var lease in held)
        {
            await node.Context.Commits.WaitForEnd(lease.Grain.LastCommit).ConfigureAwait(false);
        }
    }

    /// <summary>Takes grains along that the turn needs; null where one of them is folded by another plan meanwhile.</summary>
    /// <param name="leased">The grains, in their order.</param>
    /// <param name="catalog">The catalog that the turn goes by.</param>
    /// <param name="seen">Those ids of the turn's events that the first of them has already.</param>
    public static IReadOnlyList<Guest>? Pack(IEnumerable<Grain> leased, ActiveCatalog catalog, IReadOnlyList<string> seen)
    {
        var packed = new List<Guest>();
        foreach (var grain in leased)
        {
            lock (grain.Gate)
            {
                if (!grain.IsReady(catalog.Folds.Hash))
                {
                    return null;
                }

                packed.Add(grain.Visit?.Guest ?? new Guest(grain.Key, GrainMarks.Of(grain), packed.Count == 0 ? seen : []));
            }
        }

        return packed;
    }

    /// <summary>Sends the turn to an owner that lives elsewhere, and folds what comes back.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="turn">The turn with its guests.</param>
    /// <param name="leased">The grains that are its guests there.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="TurnLostException">It did not come to its end.</exception>
    public async ValueTask<TurnReply> Send(SubjectKey owner, TravellingTurn turn, IEnumerable<Grain> leased, CancellationToken cancellation)
    {
        var mayHaveRun = true;
        try
        {
            // Who has guests holds them, and waits for nobody's reply but its own.
            var sent = convoy is not null && turn.Guests.Count == 0 ? convoy.Send(owner, turn) : node.Owners.Send(owner, turn, cancellation);
            var reply = await sent.ConfigureAwait(false);
            mayHaveRun = reply.End is not (TurnEnd.NotHere or TurnEnd.CatalogUnknown);
            if (reply.End != TurnEnd.Done)
            {
                throw new TurnLostException($"A turn ended as {reply.End} on another node.")
                {
                    IsFinal = reply.End == TurnEnd.GivenUp,
                    HasNotRun = reply.End is TurnEnd.NotHere or TurnEnd.CatalogUnknown or TurnEnd.Fenced,
                };
            }

            Fold(reply.Appended, [.. leased]);
            mayHaveRun = false;
            return reply;
        }
        catch (ReplyLostException lost)
        {
            throw new TurnLostException("A turn was sent to another node and no reply came.", lost);
        }
        finally
        {
            if (mayHaveRun)
            {
                Forget();
            }
        }
    }

    /// <summary>Lets go of what it holds.</summary>
    public void Dispose()
    {
        foreach (var lease in held)
        {
            GrainHold.Leave(lease.Grain);
            lease.Dispose();
        }

        held.Clear();
    }

    private void Fold(IReadOnlyList<StreamAppend> appended, Grain[] leased)
    {
        foreach (var part in appended)
        {
            var grain = Array.Find(leased, one => one.Key == part.Subject) ?? throw new InvalidOperationException("A turn appended to a stream that it was not given.");
            lock (grain.Gate)
            {
                node.Context.FoldDurable(grain, part);
            }
        }
    }

    private void Forget()
    {
        foreach (var lease in held)
        {
            lock (lease.Grain.Gate)
            {
                lease.Grain.Forget(node.Context.Marks);
            }
        }
    }
}
