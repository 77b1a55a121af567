using Personalization.Core.Events;
using Personalization.Grains;
using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>A client sends a batch: new events, repeats, late ones, in any order.</summary>
internal sealed record Send(int Client, SentEvent[] Events) : Step
{
    /// <inheritdoc/>
    public override string Name => "send";

    /// <inheritdoc/>
    public override void Run(World world) => Run(world, Client, Events);

    /// <inheritdoc/>
    public override string ToString() => $"client {Client} sends {string.Join(' ', Events)}";

    /// <summary>Sends; where no answer comes the client remembers the batch.</summary>
    public static void Run(World world, int client, SentEvent[] events)
    {
        var batch = Array.ConvertAll(events, sent => Visitors.Make(sent, world.Now));
        world.Start("send", async host =>
        {
            var answers = await host.Ingest(Fair.Tenant, batch, CancellationToken.None).ConfigureAwait(false);
            for (var at = 0; at < batch.Length; at++)
            {
                Check(world, batch[at], answers[at]);
            }
        }, () => world.Unanswered.Add((client, events)));
    }

    private static void Check(World world, IncomingEvent sent, IngestAnswer answer)
    {
        world.Note($"{sent.Event.Id} {answer.Status}");
        if (answer.Status == IngestStatus.Rejected)
        {
            ViolationException.ThrowUnless(answer.Problem!.Code is "time_out_of_range" or "account_required" || (sent.Event is Aliased && answer.Problem.Code is "already_merged" or "too_many_merges" or "too_many_identities"), ViolationKind.FailedWithoutReason, () => $"{sent.Event.Id} is refused: {answer.Problem}");
            return;
        }

        world.Acknowledged(sent);
    }
}
