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
        var acknowledged = world.Ledger.DurableHead(subject);
        world.Start(Name, async host =>
        {
            var version = (await host.Get(subject, CancellationToken.None).ConfigureAwait(false))?.Version ?? 0;
            world.Note($"{subject.Id} {version}");
            ViolationException.ThrowUnless(version >= acknowledged, ViolationKind.StaleRead, () => $"The profile of {subject} is at version {version}, and acknowledged was {acknowledged}.");
            ViolationException.ThrowUnless(version <= world.Ledger.Head(subject), ViolationKind.Gap, () => $"The profile of {subject} is at version {version}, and handed over was {world.Ledger.Head(subject)}.");
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"read the profile of {Visitors.User(User).Id}";
}
