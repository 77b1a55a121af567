using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Somebody's live state is read.</summary>
internal sealed record ReadProfile(int User) : Step
{
    /// <inheritdoc/>
    public override string Name => "read profile";

    /// <inheritdoc/>
    public override void Run(World world)
    {
        var subject = Visitors.User(User);
        var person = world.Ledger.Person(subject);
        var acknowledged = world.Ledger.DurableHead(person);
        world.Start(Name, async host =>
        {
            var view = await host.Get(subject, CancellationToken.None).ConfigureAwait(false);
            var (version, found) = (view?.Version ?? 0, view?.Subject ?? person);
            world.Note($"{found.Id} {version}");

            // They may have been merged into somebody while the question waited, and the next server may not know of it any more.
            ViolationException.ThrowUnless(found != person || version >= acknowledged, ViolationKind.StaleRead, () => $"The profile of {found} is at version {version}, and acknowledged was {acknowledged}.");
            ViolationException.ThrowUnless(version <= world.Ledger.Head(found), ViolationKind.Gap, () => $"The profile of {found} is at version {version}, and handed over was {world.Ledger.Head(found)}.");
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"read the profile of {Visitors.User(User).Id}";
}
