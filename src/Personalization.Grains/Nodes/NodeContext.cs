using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Embedded;

namespace Personalization.Grains.Nodes;

/// <summary>What the calls of one node share.</summary>
/// <param name="Context">What they share with those of a host that is alone.</param>
/// <param name="Owners">The way to other nodes.</param>
/// <param name="Pulse">Tells whether the node knows what others have written.</param>
internal sealed record NodeContext(EmbeddedContext Context, IOwners Owners, DatabasePulse Pulse)
{
    /// <summary>Throws where the node may answer nothing: its journal has failed, or it may be cut off from the others.</summary>
    public void ThrowIfUnfit()
    {
        Context.Commits.ThrowIfFailed();
        if (!Pulse.IsFresh)
        {
            throw new TurnLostException("The node has not heard from the database lately, so that what it has in memory may be of the past.") { IsFinal = true };
        }
    }

    /// <summary>Runs a turn that begins on this node; where it is lost it is tried again, each time from the start.</summary>
    /// <param name="now">The clock of the call.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellation">Stops waiting between two tries.</param>
    /// <param name="isRepeat">Whether the first try is one again already, because the turn was sent here before.</param>
    /// <param name="convoy">What its first try travels with; null where that goes alone.</param>
    /// <exception cref="TurnLostException">It was lost every time.</exception>
    public async ValueTask<T> Retried<T>(Instant now, Func<Journey, ValueTask<T>> turn, CancellationToken cancellation, bool isRepeat = false, Convoy? convoy = null)
    {
        for (var tries = 1; ; tries++)
        {
            TurnLostException lost;
            using (var journey = new Journey(this, now, isRepeat, tries == 1 ? convoy : null))
            {
                try
                {
                    return await turn(journey).ConfigureAwait(false);
                }
                catch (TurnLostException one) when (!one.IsFinal)
                {
                    lost = one;
                }
            }

            Context.Metrics.TurnLost();
            isRepeat |= !lost.HasNotRun;
            if (!await Owners.TryAgain(tries, cancellation).ConfigureAwait(false))
            {
                throw lost;
            }
        }
    }

    /// <summary>The catalog that a turn of another node goes by; null where this node does not know it.</summary>
    public ValueTask<ActiveCatalog?> Find(TenantId tenant, CatalogHash hash) =>
        Context.Catalogs.TryGetActive(tenant, out var active) && active.Catalog.Hash == hash ? new(active) : Context.Catalogs.Find(tenant, hash);

    /// <summary>Makes a grain of a guest, at the version at which its owner holds it. It is in no table: nobody else finds it.</summary>
    /// <exception cref="TurnLostException">The owner is behind the journal.</exception>
    public async ValueTask<Grain> Receive(Guest guest, FoldPlan plan, CancellationToken cancellation)
    {
        // Pinned for good: it goes with the turn.
        var grain = new Grain(guest.Subject) { Visit = new GuestVisit(guest) };
        grain.Pins.TryAdd();
        if (guest.Profile.PlanHash == plan.Hash && guest.Profile.FoldCodeVersion == Evolve.FoldCodeVersion)
        {
            grain.Profile = ProfileCodec.Read(plan, guest.Profile.Payload.Span);
            grain.PlanHash = plan.Hash;
            return grain;
        }

        // Two releases of the program side by side: one cannot use what the other has folded.
        await Context.Activation.EnsureLoaded(grain, plan, cancellation).ConfigureAwait(false);
        Context.Marks.Drop(grain);
        return grain.Profile!.Version == guest.Profile.Version ? grain : throw new TurnLostException("A guest's owner is behind the journal.") { HasNotRun = true };
    }
}
