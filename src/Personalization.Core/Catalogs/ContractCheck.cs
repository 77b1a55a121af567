using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>Whether an event keeps to the catalog: the one place where events are checked, whichever way they come.</summary>
public static class ContractCheck
{
    /// <summary>Checks an event.</summary>
    /// <param name="contracts">The contracts and traits of the catalog.</param>
    /// <param name="candidate">The event.</param>
    /// <returns>Null, or the first thing that is wrong, with its path in Segment's JSON.</returns>
    public static Problem? Check(ContractIndex contracts, Event candidate)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        return CheckKind(contracts, candidate);
    }

    private static Problem? CheckKind(ContractIndex contracts, Event candidate) => candidate switch
    {
        Tracked tracked => CheckProperties(contracts, tracked),
        Identified identified => TraitCheck.Check(contracts.UserTraits, identified.Traits),
        Grouped grouped => TraitCheck.Check(contracts.AccountTraits, grouped.Traits),
        _ => null,
    };

    private static Problem? CheckProperties(ContractIndex contracts, Tracked tracked)
    {
        if (!contracts.Events.TryGetValue(tracked.Name, out var contract))
        {
            return contracts.UnknownEvents == UnknownEventPolicy.Keep ? null : new Problem(
                "unknown_event",
                "/event",
                $"The catalog has no event named '{tracked.Name}'; declare it or correct the name.");
        }

        var found = new List<Problem>(capacity: 0);
        return contract.Properties.Check(Value.Map(tracked.Properties), "/properties", found) ? null : found[0];
    }
}
