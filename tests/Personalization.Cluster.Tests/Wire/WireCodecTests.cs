using FsCheck;
using FsCheck.Fluent;
using Personalization.Cluster.Wire;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Tests.Wire;

public sealed class WireCodecTests
{
    [Fact]
    public void Every_turn_comes_back_from_the_newest_version_as_it_was() => Prop.ForAll(WireGen.Turn.ToArbitrary(), turn =>
        Assert.Equal(Described.Of(turn), Described.Of(TurnWire.ReadTurn(TurnWire.Write(turn, 2))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_reply_comes_back_from_the_newest_version_as_it_was() => Prop.ForAll(WireGen.Reply.ToArbitrary(), reply =>
        Assert.Equal(Described.Of(reply), Described.Of(TurnWire.ReadReply(TurnWire.Write(reply, 2))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_turn_comes_back_from_version_1_without_the_word_that_it_is_sent_again() => Prop.ForAll(WireGen.Turn.ToArbitrary(), turn =>
        Assert.Equal(
            Described.Of(turn is TravellingDecision decision ? decision with { IsRepeat = false } : turn),
            Described.Of(TurnWire.ReadTurn(TurnWire.Write(turn, 1))))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_reply_comes_back_from_version_1_with_a_fence_as_a_loss() => Prop.ForAll(WireGen.Reply.ToArbitrary(), reply =>
        Assert.Equal(
            Described.Of(reply.End == TurnEnd.Fenced ? reply with { End = TurnEnd.Lost } : reply),
            Described.Of(TurnWire.ReadReply(TurnWire.Write(reply, 1))))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_action_in_two_replies_is_read_as_one_and_another_one_is_not()
    {
        var bytes = TurnWire.Write(WireSamples.Decided, 2);
        var (first, second) = (TurnWire.ReadReply(bytes).Decision!, TurnWire.ReadReply(bytes).Decision!);
        Assert.Same(first.Actions[0], second.Actions[0]);
        Assert.NotSame(first.Actions[0], first.Actions[1]);
        var changed = WireSamples.Decided with { Decision = first with { Actions = [first.Actions[0] with { Why = "You started." }] } };
        Assert.Equal("You started.", TurnWire.ReadReply(TurnWire.Write(changed, 2)).Decision!.Actions[0].Why);
    }

    [Fact]
    public void Version_2_is_shorter_by_what_the_receiver_knows_already() =>
        Assert.All(WireSamples.Turns.Values, turn => Assert.True(TurnWire.Write(turn, 2).Length < TurnWire.Write(turn, 1).Length || turn.Catalog?.Value == "not a digest"));

    [Fact]
    public void The_subjects_of_a_message_are_of_one_tenant()
    {
        var stranger = WireSamples.Look with { Tenant = new TenantId("evil/production") };
        Assert.Throws<ArgumentException>(() => TurnWire.Write(stranger, 2));
    }

    [Fact]
    public void What_ends_too_early_is_damaged()
    {
        for (var version = WireVersion.Oldest; version <= WireVersion.Newest; version++)
        {
            foreach (var bytes in WireSamples.Turns.Values.Select(turn => TurnWire.Write(turn, version)))
            {
                Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Throws<WireDamagedException>(() => TurnWire.ReadTurn(bytes.AsMemory(0, length))));
            }

            foreach (var bytes in WireSamples.Replies.Values.Select(reply => TurnWire.Write(reply, version)))
            {
                Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.Throws<WireDamagedException>(() => TurnWire.ReadReply(bytes.AsMemory(0, length))));
            }
        }
    }

    [Fact]
    public void What_goes_on_behind_its_end_is_damaged()
    {
        Assert.Throws<WireDamagedException>(() => TurnWire.ReadTurn((byte[])[.. TurnWire.Write(WireSamples.Events, 2), 0]));
        Assert.Throws<WireDamagedException>(() => TurnWire.ReadReply((byte[])[.. TurnWire.Write(WireSamples.Fenced, 2), 0]));
    }

    [Fact]
    public void Whatever_is_in_the_place_of_a_message_is_read_or_damaged() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
        seed =>
        {
            var random = new Random(seed);
            byte[][] all = [.. WireSamples.Turns.Values.Select(turn => TurnWire.Write(turn, random.Next(1, 3))), .. WireSamples.Replies.Values.Select(reply => TurnWire.Write(reply, random.Next(1, 3)))];
            var bytes = all[random.Next(all.Length)];
            for (var flips = random.Next(1, 5); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Try(() => TurnWire.ReadTurn(bytes));
            Try(() => TurnWire.ReadReply(bytes));
            Try(() => WireRefusal.TryRead(bytes, out _));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_message_says_its_version_first_whatever_that_is()
    {
        Assert.Equal(1, TurnWire.VersionOf(TurnWire.Write(WireSamples.Look, 1)));
        Assert.Equal(2, TurnWire.VersionOf(TurnWire.Write(WireSamples.Look, 2)));
        Assert.Equal(300, TurnWire.VersionOf([0xAC, 0x02, 9, 9, 9]));
        Assert.Equal(0, TurnWire.VersionOf(new WireRefusal(1, 2).ToBytes()));
        Assert.Throws<WireDamagedException>(() => TurnWire.VersionOf([]));
    }

    [Fact]
    public void A_version_of_a_later_release_is_not_read() => Assert.Throws<WireDamagedException>(() => TurnWire.ReadTurn(new byte[] { 3, 1, 1, 1 }));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void No_other_version_is_written(int version)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnWire.Write(WireSamples.Look, version));
        Assert.Throws<ArgumentOutOfRangeException>(() => TurnWire.Write(WireSamples.Fenced, version));
    }

    private static void Try(Action read)
    {
        try
        {
            read();
        }
        catch (WireDamagedException)
        {
            // What is asked for: no other exception.
        }
    }
}
