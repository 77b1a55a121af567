using Personalization.Channels.RabbitMq;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Channels.Settings;

/// <summary>Where a tenant's decisions and outcomes are written.</summary>
/// <param name="Name">Its stable name: how far it has come is kept under it.</param>
/// <param name="Tenant">Whose.</param>
/// <param name="Exchange">The exchange; empty for the default one, which hands a message to the queue that is called like its routing key.</param>
/// <param name="RoutingKey">The routing key.</param>
/// <param name="Types">Which events.</param>
/// <param name="FromBeginning">Whether it begins with the first event that there is; else with the first that is yet to come.</param>
/// <param name="Creation">What to make of a queue that is not there, where the exchange is the default one.</param>
public sealed record OutletSettings(
    string Name, TenantId Tenant, string Exchange, string RoutingKey, EventTypeSet Types, bool FromBeginning, QueueCreation Creation);
