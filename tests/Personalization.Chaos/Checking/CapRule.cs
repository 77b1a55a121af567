using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Journal;

namespace Personalization.Chaos.Checking;

/// <summary>No cap is exceeded in any window, counted by what was served and not by what profiles know of it.</summary>
internal sealed class CapRule(Catalog catalog) : IRecordRule
{
    private readonly Dictionary<(string Cap, string Owner), List<Instant>> served = [];

    /// <inheritdoc/>
    public string Name => "caps";

    /// <inheritdoc/>
    public void See(in StoredEvent stored)
    {
        if (stored.Event is not Served decision)
        {
            return;
        }

        foreach (var chosen in decision.Actions)
        {
            foreach (var slot in catalog.Actions.Single(one => one.Id == chosen.Id).CapSlots)
            {
                var cap = catalog.Caps[slot];
                var owner = cap.Per switch { SubjectSide.User => stored.Subject.Id, SubjectSide.Account => decision.AccountId ?? "none", _ => "the tenant" };
                (served.TryGetValue((cap.Id, owner), out var times) ? times : served[(cap.Id, owner)] = []).Add(decision.Time);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> Violations() => served.SelectMany(one => Exceeded(catalog.Caps.Single(cap => cap.Id == one.Key.Cap), one.Key.Owner, one.Value));

    /// <summary>Of any one more than the most, the last must be at least a window after the first.</summary>
    private static IEnumerable<string> Exceeded(CapDefinition cap, string owner, List<Instant> times)
    {
        times.Sort();
        for (var last = cap.Max; last < times.Count; last++)
        {
            var first = times[last - cap.Max];
            if (cap.Window is not { } window || times[last] - first < window)
            {
                yield return $"Cap {cap.Id} of {owner} was exceeded: {cap.Max + 1} within {times[last] - first}, up to {times[last]}.";
            }
        }
    }
}
