using System.Collections.Immutable;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Profiles;

namespace Personalization.Core.Turns;

/// <summary>Answers a repeated request with the decision that it was answered with before.</summary>
public static class RepeatTurn
{
    /// <summary>How long a request is remembered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    /// <summary>The version of the record that answered a request before, or null for a new request. Confirm it with <see cref="IsSame"/>.</summary>
    /// <param name="user">The profile.</param>
    /// <param name="surface">The surface that is asked for: another surface is another request.</param>
    /// <param name="requestId">The caller's key.</param>
    /// <param name="now">The effective now.</param>
    public static long? Find(Profile user, string surface, string requestId, Instant now)
    {
        ArgumentNullException.ThrowIfNull(user);
        var decision = user.RepeatedDecision(surface, requestId, now - Window);
        return decision is not null && DecisionId.TryParse(decision, out var id) ? id.Version : null;
    }

    /// <summary>Whether a record answers a request: the profile knows keys by their hashes only.</summary>
    public static bool IsSame(Event? record, string surface, string requestId) =>
        record is Served served && string.Equals(served.Surface, surface, StringComparison.Ordinal) && string.Equals(served.RequestId, requestId, StringComparison.Ordinal);

    /// <summary>Whether a record is that of one turn without a key, by all that the turn knew of itself: who asks for the same in the same millisecond is taken for the same.</summary>
    /// <param name="record">The record.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="receivedAt">The clock of the call.</param>
    public static bool IsOf(Event? record, DecisionRequest request, Instant receivedAt)
    {
        ArgumentNullException.ThrowIfNull(request);
        return record is Served { RequestId: null } served && served.ReceivedAt == receivedAt
            && string.Equals(served.Surface, request.Surface, StringComparison.Ordinal)
            && (request.AccountId is null || string.Equals(served.AccountId, request.AccountId, StringComparison.Ordinal))
            && served.Max == (request.Max is { } max ? Math.Max(0, max) : null)
            && ServedContext.ReadRequest(served.RequestContext) == request.Context;
    }

    /// <summary>Makes the answer again from its record.</summary>
    /// <param name="plan">The catalog that decided; where it is another, actions that it does not have are left out.</param>
    /// <param name="served">The record.</param>
    /// <param name="version">The record's version.</param>
    public static Decision Answer(DecisionPlan plan, Served served, long version)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(served);
        var locale = ServedContext.ReadLocale(served.RequestContext);
        var actions = ImmutableArray.CreateBuilder<ChosenAction>(served.Actions.Length);
        plan.TryGetSurface(served.Surface, out var surface);
        foreach (var action in served.Actions)
        {
            if (surface?.Find(action.Id) is { } candidate)
            {
                actions.Add(candidate.Content.Render(locale, action.Fills).Delivered(action.DeliverAt, action.Fills) with { Variant = action.Variant });
            }
        }

        return new Decision
        {
            Id = served.Id,
            ProfileVersion = version - 1,
            Catalog = served.CatalogHash,
            Actions = actions.DrainToImmutable(),
            RejectedCount = Math.Max(0, (surface?.Candidates.Length ?? 0) - served.Actions.Length),
        };
    }
}
