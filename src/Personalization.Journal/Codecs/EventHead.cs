using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Journal.Codecs;

/// <summary>What all events have, as read.</summary>
internal readonly record struct EventHead(int Layout, string Id, Instant Time, Instant ReceivedAt, string? AccountId, EventContext Context, ValueMap Consents);
