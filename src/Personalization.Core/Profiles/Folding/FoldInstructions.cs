using System.Collections.Frozen;
using System.Collections.Immutable;
using Personalization.Core.Catalogs;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Turns the definitions of a catalog into instructions per event name.</summary>
internal static class FoldInstructions
{
    /// <summary>The instructions for profiles of one side.</summary>
    public static FrozenDictionary<string, FoldInstruction[]> Compile(Catalog catalog, ImmutableArray<HistoryDefinition> histories, SubjectSide side) =>
        All(catalog, side)
            .Concat(histories.SelectMany((history, slot) => history.Of == side ? new[] { OfHistory(history, slot) } : []))
            .GroupBy(instruction => instruction.EventName, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static IEnumerable<FoldInstruction> All(Catalog catalog, SubjectSide side) =>
        [
            .. catalog.Errors.SelectMany((error, slot) => error.Of == side ? OfError(error, slot) : []),
            .. catalog.Meters.SelectMany((meter, slot) => meter.Of == side ? OfMeter(meter, slot) : []),
            .. catalog.Checklists.SelectMany((checklist, slot) => checklist.Of == side
                ? checklist.Steps.Select((step, at) => (FoldInstruction)new CompleteStep(step.Completed, slot, at))
                : []),
            .. catalog.Features.SelectMany((feature, slot) => feature.Of == side
                ? new FoldInstruction[] { new UseFeature(feature.Used, slot, feature.SpentProperty) }
                : []),
            .. catalog.Counters.SelectMany((counter, slot) => counter.Of == side
                ? new FoldInstruction[] { new CountEvent(counter.Counted, slot, CounterShape.Of(counter)) }
                : []),
        ];

    private static FoldInstruction OfHistory(HistoryDefinition history, int slot) => history.Kind switch
    {
        HistoryKind.Last => new NoteTime(history.Selected, slot),
        HistoryKind.Values => new RememberValue(history.Selected, slot, history.Property!),
        _ => new AddToHistory(history.Selected, slot, history.Property, CounterShape.Of(history)),
    };

    private static IEnumerable<FoldInstruction> OfError(ErrorDefinition error, int slot)
    {
        yield return new RaiseError(error.Raised, slot, error.CodeProperty, error.FeatureProperty);
        if (error.Resolved is not null)
        {
            yield return new ResolveErrors(error.Resolved, slot, error.ResolvedFeatureProperty);
        }
    }

    private static IEnumerable<FoldInstruction> OfMeter(MeterDefinition meter, int slot)
    {
        yield return meter.UsedMode == MeterMode.Add
            ? new AddToMeter(meter.Used, slot, meter.UsedProperty, meter.Period)
            : new SetMeter(meter.Used, slot, meter.UsedProperty);
        if (meter.Limit is not null)
        {
            yield return new SetLimit(meter.Limit, slot, meter.LimitProperty);
        }
    }
}
