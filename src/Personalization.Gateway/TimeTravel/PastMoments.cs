using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Problems;
using Personalization.Grains;
using Personalization.Journal.Control;
using Personalization.Replay.History;

namespace Personalization.Gateway.TimeTravel;

/// <summary>Turns what a caller says about a time of the past into a moment, or into what is wrong with it.</summary>
internal sealed class PastMoments(TimeProvider clock)
{
    /// <summary>Reads a moment.</summary>
    /// <param name="at">The time.</param>
    /// <param name="catalog">The content hash of another catalog than that of then; null or empty for none.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="root">What the paths of problems begin with: <c>?</c> or <c>/</c>.</param>
    public Answer<PastMoment> Read(Instant at, string? catalog, Caller caller, string root)
    {
        if (at > Instant.From(clock.GetUtcNow()) + Grains.Limits.EventTimeAhead)
        {
            return new Problem(ProblemCodes.TimeOutOfRange, root + "at", "That time is still to come: nothing is known of it yet.");
        }

        if (string.IsNullOrEmpty(catalog))
        {
            return new PastMoment(at);
        }

        return caller.May(KeyScopes.Admin)
            ? new PastMoment(at, new CatalogHash(catalog))
            : new Problem(ProblemCodes.WrongScope, root + "catalog", "Another catalog needs a key with the scope 'admin'.");
    }
}
