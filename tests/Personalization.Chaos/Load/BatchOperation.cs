using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>A batch of events.</summary>
internal sealed record BatchOperation(IReadOnlyList<SentEvent> Events) : Operation
{
    /// <inheritdoc/>
    public override string Name => "batch";

    /// <inheritdoc/>
    public override IReadOnlyList<SubjectKey> Subjects { get; } = [.. Events.SelectMany(one => one.Streams).Distinct()];

    /// <inheritdoc/>
    public override async Task<Answer<string?>> Send(IGatewayCalls gateway, Ledger ledger) => Read(await gateway.Ingest(Events), taken =>
    {
        if (taken.Accepted + taken.Duplicates != Events.Count)
        {
            return $"Of a batch of {Events.Count} events {taken.Accepted} were accepted and {taken.Duplicates} known, the others refused.";
        }

        ledger.Acknowledge(Events);
        return null;
    });
}
