using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Profiles.Folding;

/// <summary>
/// Hashes what folding (and the reading of what was folded) depends on: the slots with their selectors, properties and bounds. Names count only where
/// events carry them (purposes, topics with channels, sources, traits, actions, caps, budgets, and surfaces where caps have a scope or actions topics), the tenant's time zone only where budgets have periods;
/// of contracts counts whether their events expire; all else of them, and of conditions and texts all but the history that they ask for, does not, so changing that keeps snapshots valid.
/// </summary>
internal static class FoldPlanHash
{
    public static ulong Of(Catalog catalog, ImmutableArray<HistoryDefinition> histories)
    {
        using var bytes = new ByteWriter();
        bytes.Signed(catalog.PathLength);
        WriteAll(bytes, catalog.Purposes, (to, purpose) =>
        {
            to.Text(purpose.Id);
            WriteAll(to, purpose.MeantBy, (at, category) => at.Text(category));
        });
        WriteAll(bytes, catalog.TopicSettings, (to, setting) => to.Text(setting));
        WriteAll(bytes, catalog.Traits, Write);
        WriteAll(bytes, catalog.Errors, Write);
        WriteAll(bytes, catalog.Meters, Write);
        WriteAll(bytes, catalog.Checklists, Write);
        WriteAll(bytes, catalog.Features, Write);
        WriteAll(bytes, catalog.Counters, Write);
        WriteAll(bytes, catalog.Caps, Write);
        WriteAll(bytes, catalog.Actions, (to, action) =>
        {
            to.Text(action.Id);
            WriteAll(to, action.CapSlots, (at, slot) => at.Signed(slot));
        });
        WriteAll(bytes, catalog.Budgets, (to, budget) =>
        {
            to.Text(budget.Id);
            to.Signed((int?)budget.Each ?? -1);
            to.Text(budget.Each is null ? "" : catalog.Zone.ToString());
        });
        WriteScopes(bytes, catalog);
        WriteDigests(bytes, catalog);
        foreach (var source in catalog.DataSources)
        {
            bytes.Text(source.Id);
        }

        WriteAll(bytes, histories, (to, history) => to.Text(history.Key));
        WriteExpiring(bytes, catalog);
        return StableHash.Of(bytes.Written);
    }

    /// <summary>Which events expire, not when: a fold takes the same of them on their first day and on their last.</summary>
    private static void WriteExpiring(ByteWriter bytes, Catalog catalog)
    {
        foreach (var contract in catalog.Events.Where(contract => contract.Retention is not null).OrderBy(contract => contract.Name, StringComparer.Ordinal))
        {
            bytes.Text(contract.Name);
        }
    }

    /// <summary>Surfaces count only where caps count more there than the actions name.</summary>
    private static void WriteScopes(ByteWriter bytes, Catalog catalog)
    {
        foreach (var surface in catalog.Surfaces)
        {
            var scoped = catalog.Actions
                .Select((action, slot) => (Slot: slot, Caps: catalog.CapsOf(action, surface).RemoveAll(action.CapSlots.Contains)))
                .Where(action => action.Caps.Length > 0)
                .ToImmutableArray();
            if (scoped.Length > 0)
            {
                bytes.Text(surface.Id);
                WriteAll(bytes, scoped, (to, action) =>
                {
                    to.Signed(action.Slot);
                    WriteAll(to, action.Caps, (at, cap) => at.Signed(cap));
                });
            }
        }
    }

    /// <summary>What is of a topic, and where it reaches people, counts where something is.</summary>
    private static void WriteDigests(ByteWriter bytes, Catalog catalog)
    {
        ImmutableArray<int> topics = [.. catalog.Actions.Select(action => action.IsCritical ? -1 : action.TopicSlot)];
        if (topics.Any(topic => topic >= 0))
        {
            WriteAll(bytes, topics, (to, topic) => to.Signed(topic));
            WriteAll(bytes, catalog.Surfaces, (to, surface) =>
            {
                to.Text(surface.Id);
                to.Text(surface.Channel);
            });
        }
    }

    private static void WriteAll<T>(ByteWriter bytes, ImmutableArray<T> definitions, Action<ByteWriter, T> write)
    {
        bytes.Unsigned((ulong)definitions.Length);
        foreach (var definition in definitions)
        {
            write(bytes, definition);
        }
    }

    private static void Write(ByteWriter bytes, TraitDefinition trait)
    {
        bytes.Text(trait.Id);
        bytes.Byte((byte)trait.Of);
        bytes.Byte((byte)trait.Type);
        bytes.Byte(trait.PerAccount ? (byte)1 : (byte)0);
        WriteAll(bytes, trait.Allowed.IsDefault ? [] : trait.Allowed, Write);
    }

    private static void Write(ByteWriter bytes, ErrorDefinition error)
    {
        bytes.Byte((byte)error.Of);
        Write(bytes, error.Raised);
        Write(bytes, error.CodeProperty);
        Write(bytes, error.FeatureProperty);
        Write(bytes, error.Resolved);
        Write(bytes, error.ResolvedFeatureProperty);
    }

    private static void Write(ByteWriter bytes, MeterDefinition meter)
    {
        bytes.Byte((byte)meter.Of);
        bytes.Byte((byte)meter.Period);
        bytes.Byte((byte)meter.UsedMode);
        Write(bytes, meter.Used);
        Write(bytes, meter.UsedProperty);
        Write(bytes, meter.Limit);
        Write(bytes, meter.LimitProperty);
    }

    private static void Write(ByteWriter bytes, ChecklistDefinition checklist)
    {
        bytes.Byte((byte)checklist.Of);
        WriteAll(bytes, checklist.Steps, (to, step) => Write(to, step.Completed));
    }

    private static void Write(ByteWriter bytes, FeatureDefinition feature)
    {
        bytes.Byte((byte)feature.Of);
        Write(bytes, feature.Used);
        Write(bytes, feature.SpentProperty);
    }

    private static void Write(ByteWriter bytes, CounterDefinition counter)
    {
        var shape = CounterShape.Of(counter);
        bytes.Byte((byte)counter.Of);
        Write(bytes, counter.Counted);
        bytes.Signed(shape.BucketMilliseconds);
        bytes.Signed(shape.Buckets);
    }

    private static void Write(ByteWriter bytes, CapDefinition cap)
    {
        bytes.Text(cap.Id);
        bytes.Byte((byte)cap.Per);
        bytes.Signed(cap.Max);
        bytes.Signed(CapShape.Of(cap).WindowMilliseconds ?? -1);
        bytes.Signed((int?)cap.Each ?? -1);
    }

    private static void Write(ByteWriter bytes, EventSelector? selector)
    {
        Write(bytes, selector?.Event);
        WriteAll(bytes, selector?.Where ?? [], (to, condition) =>
        {
            to.Text(condition.Property);
            Write(to, condition.Value);
        });
    }

    private static void Write(ByteWriter bytes, Value value)
    {
        bytes.Byte((byte)value.Kind);
        bytes.Text(value.ToString());
    }

    private static void Write(ByteWriter bytes, string? text)
    {
        bytes.Byte(text is null ? (byte)0 : (byte)1);
        bytes.Text(text ?? "");
    }
}
