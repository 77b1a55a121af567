using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Subjects;

namespace Personalization.HostContract.Audit;

public abstract partial class AuditContract
{
    [Fact]
    public async Task A_round_from_an_older_place_stores_nothing()
    {
        await Append("u1");
        await SealAll();
        var block = (await Store.ReadLastBlock(Sample.Acme, Cancellation))!;
        var position = await Store.ReadSealed(Cancellation);

        Assert.False(await Store.Save(0, position + 1, [block], Cancellation));

        Assert.Equal(position, await Store.ReadSealed(Cancellation));
        Assert.Equal((1, 1, 0), await VerifyGood());
    }

    [Fact]
    public async Task A_sealer_that_was_overtaken_between_its_reads_and_its_write_reads_again()
    {
        await Append("u1");
        var lane = new Lane();
        var (slow, fast) = (Sealer(new SteppedStore(await Open(), lane)), Sealer(Store));
        var round = slow.Seal(Cancellation);
        await Let(lane, steps: 2);
        await lane.Arrived;
        await SealAll(fast);
        lane.Go();

        Assert.True(await round);

        Assert.Equal(0, slow.SealedDecisions);
        Assert.Equal((1, 1, 0), await VerifyGood());
    }

    /// <summary>Both believe to be alone; the calls to the store are taken one after the other, in an order that a seed makes.</summary>
    [Fact]
    public void Two_sealers_of_one_feed_make_one_chain_in_whatever_order_they_take_their_steps()
    {
        var (expected, run) = (0, 0);
        Prop.ForAll<int>(seed => Wait(async () =>
        {
            var (random, left) = (new Random(seed), 6);
            var name = ++run;
            async Task Beside()
            {
                if (left > 0 && random.Next(3) == 0)
                {
                    SubjectKey[] some = [Sample.User($"u{name}-{left}"), new(Beta, SubjectKind.User, $"u{name}-{left}")];
                    var count = random.Next(1, 3);
                    await Append(some[..count]);
                    (left, expected) = (left - 1, expected + count);
                }
            }

            Lane[] lanes = [new(), new()];
            var works = new List<(Lane, Task)>();
            foreach (var lane in lanes)
            {
                var sealer = Sealer(new SteppedStore(await Open(), lane));
                works.Add((lane, Task.Run(async () =>
                {
                    for (var round = 0; round < 4; round++)
                    {
                        await SealAll(sealer);
                    }
                })));
            }

            await Lane.Interleave(works, random, Beside);
            await SealAll();
            Assert.Equal((expected, expected, 0), await VerifyGood());
        })).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    private static async Task Let(Lane lane, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await lane.Arrived;
            lane.Go();
        }
    }

    private static bool Wait(Func<Task> test)
    {
        Task.Run(test).GetAwaiter().GetResult();
        return true;
    }
}
