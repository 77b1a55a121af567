using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;

namespace Personalization.Core.Profiles.Folding;

/// <summary>One thing that an event name does to a profile, at a fixed slot.</summary>
internal abstract class FoldInstruction(EventSelector selector, int slot)
{
    private readonly ImmutableArray<PropertyEquals> where = selector.Where;

    /// <summary>The event name that it listens to.</summary>
    public string EventName { get; } = selector.Event;

    /// <summary>Where in the profile.</summary>
    protected int Slot { get; } = slot;

    /// <summary>Changes the profile if the event's properties match.</summary>
    public void Apply(in Fold fold)
    {
        if (Matches(fold.Event))
        {
            Change(fold);
        }
    }

    /// <summary>Changes the profile.</summary>
    protected abstract void Change(in Fold fold);

    private bool Matches(Tracked tracked)
    {
        foreach (var condition in where.AsSpan())
        {
            if (!tracked.Properties.TryGet(condition.Property, out var value) || !value.Equals(condition.Value))
            {
                return false;
            }
        }

        return true;
    }
}
