using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Cluster.Placement;

namespace Personalization.Cluster.Tests.Placement;

public sealed class RendezvousTests
{
    private static readonly SiloAddress[] Five = [.. Enumerable.Range(1, 5).Select(at => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11000 + at), at))];

    [Fact]
    public void All_silos_agree_whatever_order_they_know_each_other_in() => Prop.ForAll<NonNull<string>, int>((key, seed) =>
    {
        var shuffled = Five.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Rendezvous.Winner(key.Get, Five).Equals(Rendezvous.Winner(key.Get, shuffled));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_silo_that_goes_moves_only_its_own_keys() => Prop.ForAll<NonNull<string>, PositiveInt>((key, at) =>
    {
        var gone = Five[at.Get % Five.Length];
        var before = Rendezvous.Winner(key.Get, Five);
        var after = Rendezvous.Winner(key.Get, [.. Five.Where(silo => !silo.Equals(gone))]);
        return before.Equals(gone) ? !after.Equals(gone) : after.Equals(before);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Keys_spread_evenly()
    {
        const int Keys = 50_000;
        var shares = Enumerable.Range(0, Keys).CountBy(key => Rendezvous.Winner($"1:acme/production:u{key}", Five)).Select(share => share.Value).ToList();
        Assert.Equal(Five.Length, shares.Count);

        // Six standard deviations of a fair draw.
        var deviation = Math.Sqrt(Keys * 0.2 * 0.8);
        Assert.All(shares, share => Assert.InRange(share, (Keys / 5) - (6 * deviation), (Keys / 5) + (6 * deviation)));
    }
}
