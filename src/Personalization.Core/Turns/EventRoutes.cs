using System.Collections.Frozen;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;

namespace Personalization.Core.Turns;

/// <summary>Whose streams an event enters, by kind and, for tracked events, by the catalog's contract.</summary>
public sealed class EventRoutes
{
    private readonly FrozenDictionary<string, SubjectSide> touches;

    private EventRoutes(FrozenDictionary<string, SubjectSide> touches) => this.touches = touches;

    /// <summary>Compiles the routes of a checked catalog.</summary>
    public static EventRoutes Compile(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new EventRoutes(catalog.Events.ToFrozenDictionary(contract => contract.Name, contract => contract.Touches, StringComparer.Ordinal));
    }

    /// <summary>
    /// The streams that an event is meant for. Memberships are for both sides; views, aliases and what is known of a person
    /// are for the person; a tracked event without a contract is for the person too.
    /// </summary>
    /// <param name="occurred">The event.</param>
    /// <param name="hasUser">Whether it names a person; without one it is for its account alone.</param>
    public SubjectSide Find(Event occurred, bool hasUser)
    {
        ArgumentNullException.ThrowIfNull(occurred);
        if (!hasUser)
        {
            return SubjectSide.Account;
        }

        return occurred switch
        {
            Tracked tracked => touches.GetValueOrDefault(tracked.Name, SubjectSide.User),
            Grouped => SubjectSide.User | SubjectSide.Account,
            _ => SubjectSide.User,
        };
    }
}
