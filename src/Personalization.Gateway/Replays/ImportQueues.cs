using System.Text;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Replay.Backfilling;

namespace Personalization.Gateway.Replays;

/// <summary>The queues that a tenant may load: those whose name begins with its own.</summary>
internal sealed class ImportQueues(ImportBroker broker)
{
    private static readonly Problem NoBroker = new(
        ProblemCodes.NoBroker, "/queue", "This server knows no broker to read queues from: start it with --amqp or PERSONALIZATION_AMQP.");

    /// <summary>Asks the broker for a queue that was found. One that does not answer may be back when the job's turn comes.</summary>
    /// <returns>Null, or the problem <c>unknown_queue</c>.</returns>
    public async ValueTask<Problem?> Look(string queue, CancellationToken cancellation) =>
        await QueueSource.IsMissing(new QueueOptions(broker.Address!, queue, EndsWhenEmpty: true), cancellation)
            ? new Problem(ProblemCodes.UnknownQueue, "/queue", $"There is no queue '{queue}'.")
            : null;

    /// <summary>Finds a queue. Whether the broker has it, <see cref="Look"/> asks.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="queue">Its name.</param>
    /// <param name="endsWhenEmpty">Whether an empty queue is the end.</param>
    /// <param name="options">Where it is.</param>
    /// <returns>Null, or what is wrong: <c>too_long</c>, <c>foreign_queue</c>, <c>no_broker</c>.</returns>
    public Problem? Find(TenantId tenant, string queue, bool endsWhenEmpty, out QueueOptions? options)
    {
        // The names of a tenant have no dots, so that no tenant's prefix begins with another's.
        var prefix = tenant.Value.Replace('/', '.') + ".";
        options = broker.Address is { } address ? new QueueOptions(address, queue, endsWhenEmpty) : null;
        return Encoding.UTF8.GetByteCount(queue) > Limits.QueueNameBytes ? new Problem(ProblemCodes.TooLong, "/queue", $"The name of a queue has at most {Limits.QueueNameBytes} bytes.")
            : queue.Length == prefix.Length || !queue.StartsWith(prefix, StringComparison.Ordinal)
                ? new Problem(ProblemCodes.ForeignQueue, "/queue", $"The tenant {tenant} may only read queues whose name begins with '{prefix}' and goes on.")
            : options is null ? NoBroker
            : null;
    }
}
