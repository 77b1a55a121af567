using Personalization.Core;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Says that somebody was erased, and not whom.</summary>
/// <param name="Id">The id of the entry in the ledger of erasures.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Events">How many events were destroyed.</param>
/// <param name="DeadLetters">How many refused events were.</param>
internal sealed record ErasureReceipt(string Id, Instant At, long Events, long DeadLetters);
