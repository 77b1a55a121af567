using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Events;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>Whether an event keeps to the catalog, and what of it is stored: the one place where events are checked, whichever way they come.</summary>
public static class ContractCheck
{
    /// <summary>Checks an event, and takes off what the catalog drops.</summary>
    /// <param name="contracts">The contracts and traits of the catalog.</param>
    /// <param name="candidate">The event.</param>
    /// <returns>The event to store, or the first thing that is wrong.</returns>
    public static CheckedEvent Check(ContractIndex contracts, Event candidate)
    {
        ArgumentNullException.ThrowIfNull(contracts);
        return candidate switch
        {
            Tracked tracked => CheckTracked(contracts, tracked),
            Viewed viewed => CheckViewed(contracts, viewed),
            Identified identified => CheckTraits(contracts, identified, identified.Traits, SubjectSide.User),
            Grouped grouped => CheckTraits(contracts, grouped, grouped.Traits, SubjectSide.Account),
            _ => new CheckedEvent(candidate, 0, null),
        };
    }

    private static CheckedEvent CheckTracked(ContractIndex contracts, Tracked tracked)
    {
        if (!contracts.Events.TryGetValue(tracked.Name, out var contract))
        {
            return CheckUnknown(contracts, tracked);
        }

        var (properties, found) = (tracked.Properties, new List<Problem>(capacity: 0));
        if (contract.UnknownProperties == UnknownFieldPolicy.Drop && !contract.Properties.Named.TryKeep(tracked.Properties, out properties))
        {
            return new CheckedEvent(tracked, 0, new Problem("too_costly", "/properties", "Telling which of these properties the contract names takes too many steps; send less at once."));
        }

        return contract.Properties.Check(Value.Map(properties), "/properties", found)
            ? With(tracked, tracked.Properties, properties)
            : new CheckedEvent(tracked, 0, found[0]);
    }

    private static CheckedEvent CheckUnknown(ContractIndex contracts, Tracked tracked)
    {
        if (contracts.UnknownEvents != UnknownEventPolicy.Keep)
        {
            return new CheckedEvent(tracked, 0, new Problem("unknown_event", "/event", $"The catalog has no event named '{tracked.Name}'; declare it or correct the name."));
        }

        return contracts.UnknownProperties switch
        {
            UnknownFieldPolicy.Drop => With(tracked, tracked.Properties, ValueMap.Empty),
            UnknownFieldPolicy.Refuse when tracked.Properties.Count > 0 => new CheckedEvent(tracked, 0, new Problem(
                "unexpected_property",
                JsonPointer.Child("/properties", tracked.Properties.Entries[0].Key.AsString),
                "The property is not declared; remove it or declare it.")),
            _ => new CheckedEvent(tracked, 0, null),
        };
    }

    // Clients in browsers send address, title and referrer with every view: refusing it for that would refuse them all.
    private static CheckedEvent CheckViewed(ContractIndex contracts, Viewed viewed) =>
        contracts.UnknownProperties == UnknownFieldPolicy.Keep || viewed.Properties.Count == 0
            ? new CheckedEvent(viewed, 0, null)
            : new CheckedEvent(viewed with { Properties = ValueMap.Empty }, viewed.Properties.Count, null);

    private static CheckedEvent CheckTraits(ContractIndex contracts, Event candidate, ValueMap traits, SubjectSide of)
    {
        var declared = of == SubjectSide.User ? contracts.UserTraits : contracts.AccountTraits;
        if (TraitCheck.Check(declared, traits, contracts.UnknownTraits == UnknownFieldPolicy.Refuse) is { } problem)
        {
            return new CheckedEvent(candidate, 0, problem);
        }

        var kept = traits;
        if (contracts.UnknownTraits == UnknownFieldPolicy.Drop)
        {
            // Names without patterns take no steps, so that this cannot fail.
            _ = (of == SubjectSide.User ? contracts.UserTraitNames : contracts.AccountTraitNames).TryKeep(traits, out kept);
        }

        return With(candidate, traits, kept);
    }

    private static CheckedEvent With(Event candidate, ValueMap came, ValueMap kept) => ReferenceEquals(came, kept)
        ? new CheckedEvent(candidate, 0, null)
        : new CheckedEvent(
            candidate switch
            {
                Tracked tracked => tracked with { Properties = kept },
                Identified identified => identified with { Traits = kept },
                Grouped grouped => grouped with { Traits = kept },
                _ => candidate,
            },
            came.Count - kept.Count,
            null);
}
