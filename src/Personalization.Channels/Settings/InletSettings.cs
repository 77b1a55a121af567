using Personalization.Channels.RabbitMq;
using Personalization.Core.Subjects;

namespace Personalization.Channels.Settings;

/// <summary>A queue that is read into a tenant's profiles. The messages do not say whose they are: this does.</summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="Tenant">Whose events its messages are.</param>
/// <param name="Prefetch">Messages that the broker hands out before they are acknowledged, 1 to <see cref="Limits.PrefetchMax"/>.</param>
/// <param name="Creation">What to make of a queue that is not there.</param>
public sealed record InletSettings(string Queue, TenantId Tenant, ushort Prefetch, QueueCreation Creation);
