using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>A decision, served or only looked at.</summary>
/// <param name="User">For whom.</param>
/// <param name="Offer">Where.</param>
/// <param name="RequestId">The same for every repeat; null for none.</param>
/// <param name="IsPeek">Whether nothing is to be counted.</param>
internal sealed record DecideOperation(string User, Offer Offer, string? RequestId, bool IsPeek) : Operation
{
    /// <inheritdoc/>
    public override string Name => $"{(IsPeek ? "peek" : "serve")} on {Offer.Surface}";

    /// <inheritdoc/>
    public override IReadOnlyList<SubjectKey> Subjects { get; } = [Population.User(User), Population.Account(Population.AccountOf(User)), .. Offer.Shared];

    /// <summary>A serve without a request id would count twice.</summary>
    public override bool IsRepeatable => IsPeek || RequestId is not null;

    /// <inheritdoc/>
    public override bool IsWrite => !IsPeek;

    /// <inheritdoc/>
    public override async Task<Answer<string?>> Send(IGatewayCalls gateway, Ledger ledger) =>
        Read(await gateway.Decide(User, Offer.Surface, RequestId, IsPeek), decided => IsPeek ? null : ledger.Acknowledge(User, Offer, RequestId, decided));
}
