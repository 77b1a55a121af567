using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>A surface of the catalog with its one action, and who counts when it is served.</summary>
/// <param name="Surface">The surface.</param>
/// <param name="Limit">What is reached where nothing is chosen there, for people.</param>
/// <param name="Shared">The owners of its limits beside the user and the account.</param>
internal sealed record Offer(string Surface, string Limit, IReadOnlyList<SubjectKey> Shared)
{
    private static readonly Offer[] Lasting =
    [
        new("tips", "cap per user", []),
        new("offers", "cap per account", []),
        new("campaigns", "cap of the tenant", [Population.Shared(SharedLimit.OfCap("campaign"))]),
        new("everything", "all limits", [Population.Shared(SharedLimit.OfCap("everything.tenant")), Population.Shared(SharedLimit.OfBudget("everything"))]),
    ];

    /// <summary>Budgets are for once and for all, so there are several: each is used up during its part of a run.</summary>
    private static readonly Offer[] Vouchers =
        [.. "abcdef".Select(letter => $"vouchers.{letter}").Select(name => new Offer(name, "budget", [Population.Shared(SharedLimit.OfBudget(name))]))];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Offer> All { get; } = [.. Lasting, .. Vouchers];

    /// <summary>One of those of this part of a run.</summary>
    /// <param name="random">Which.</param>
    /// <param name="progress">How much of the run is over, 0 to 1.</param>
    public static Offer Draw(Random random, double progress) =>
        random.Next(Lasting.Length + 1) is var at && at < Lasting.Length ? Lasting[at] : Vouchers[Math.Clamp((int)(progress * Vouchers.Length), 0, Vouchers.Length - 1)];
}
