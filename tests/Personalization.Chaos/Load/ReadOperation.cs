using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>A look at a profile.</summary>
internal sealed record ReadOperation(SubjectKey Subject) : Operation
{
    /// <inheritdoc/>
    public override string Name => "profile";

    /// <inheritdoc/>
    public override IReadOnlyList<SubjectKey> Subjects { get; } = [Subject];

    /// <inheritdoc/>
    public override bool IsWrite => false;

    /// <inheritdoc/>
    public override async Task<Answer<string?>> Send(IGatewayCalls gateway, Ledger ledger) =>
        Read(await gateway.ReadVersion(Subject), version => version < 0 ? $"{Subject} has version {version}." : null);
}
