using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>An event that was rejected, kept with the reason.</summary>
/// <param name="Tenant">Whose event.</param>
/// <param name="Received">When it came.</param>
/// <param name="MessageId">Its sender's id, where one could be read.</param>
/// <param name="Problem">Why it was rejected.</param>
/// <param name="Raw">The event as it came, as JSON; cut to <see cref="Limits.DeadLetterCharsMax"/> characters.</param>
public sealed record DeadLetter(TenantId Tenant, Instant Received, string? MessageId, Problem Problem, string Raw);
