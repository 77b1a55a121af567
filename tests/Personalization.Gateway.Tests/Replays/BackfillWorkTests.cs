using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Replays;
using Personalization.Gateway.Tests.Support;
using Personalization.Replay.Backfilling;
using Personalization.Replay.Jobs;
using Personalization.Server.Keys;
using ReplayKind = Personalization.Replay.Jobs.ReplayKind;

namespace Personalization.Gateway.Tests.Replays;

public sealed class BackfillWorkTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Theory]
    [InlineData(500, false)]
    [InlineData(700, false)]
    [InlineData(500, true)]
    public async Task An_orderly_stop_marks_all_that_is_durable(int read, bool givesTheLast)
    {
        using var stop = new CancellationTokenSource();
        await using var source = new StoppingSource(Sample.Fresh("user"), read, givesTheLast, stop);
        var work = new BackfillWork((_, _) => new(source), FirstKey.Tenant, server.Services.GetRequiredService<Intake>(), new ReplayOrder(ReplayKind.Backfill), TimeProvider.System);
        var marks = new List<JobMark>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var mark in work.Run(0, stop.Token))
            {
                marks.Add(mark);
            }
        });

        Assert.Equal((500, 500L, 500), (marks[^1].Position, marks[^1].Counts["accepted"], source.Settled));
    }

    /// <summary>Stops the work while its last event is read.</summary>
    private sealed class StoppingSource(string user, int last, bool givesTheLast, CancellationTokenSource stop) : IEventSource
    {
        private int number;

        public double? Share => null;

        public long Settled { get; private set; }

        public async ValueTask<RawEvent?> Read(CancellationToken cancellation)
        {
            if (++number == last && givesTheLast)
            {
                await stop.CancelAsync();
            }
            else if (number > last)
            {
                await stop.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
            }

            return new RawEvent(number, Encoding.UTF8.GetBytes(Sample.Failure(user)));
        }

        public ValueTask Settle(long number, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            Settled = number;
            return default;
        }

        public ValueTask DisposeAsync() => default;
    }
}
