using System.Collections.Immutable;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles.Folding;

namespace Personalization.Core.Audiences;

/// <content>The history of events. What a call asks for is a slot of the profile, found when the expression is compiled.</content>
internal sealed partial class SubjectFields<TSide>
{
    private static readonly CelType Filter = CelType.Map(CelType.Dyn, CelType.Dyn);

    private void AddHistory()
    {
        foreach (ImmutableArray<CelType> selected in (ImmutableArray<CelType>[])[[CelType.String], [CelType.String, Filter]])
        {
            foreach (ImmutableArray<CelType> window in (ImmutableArray<CelType>[])[[], [CelType.Duration]])
            {
                subject.AddBoolMethod("did", [.. selected, .. window], Did);
                subject.AddIntMethod("times", [.. selected, .. window], Times);
                subject.AddDoubleMethod("sum", [.. selected, CelType.String, .. window], Sum);
                subject.AddIntMethod("distinct", [.. selected, CelType.String, .. window], Distinct);
            }

            subject.AddDurationMethod("since", selected, Since);
        }
    }

    private Read<AudienceContext, bool>? Did(ImmutableArray<Value> arguments, out ArgumentProblem? problem)
    {
        if (histories.Bind(side.Side, "did", arguments, out problem) is not var (slot, within))
        {
            return null;
        }

        return within is { } window
            ? (in c, ref _) => side.ProfileOf(in c).HistoryLast(slot) > c.Now - window
            : (in c, ref _) => side.ProfileOf(in c).HistoryLast(slot) is not null;
    }

    private Read<AudienceContext, long>? Since(ImmutableArray<Value> arguments, out ArgumentProblem? problem) =>
        histories.Bind(side.Side, "since", arguments, out problem) is var (slot, _)
            ? (in c, ref _) => Nanoseconds(Math.Max(0, c.Now.UnixMilliseconds - (side.ProfileOf(in c).HistoryLast(slot) ?? default).UnixMilliseconds))
            : null;

    private Read<AudienceContext, long>? Times(ImmutableArray<Value> arguments, out ArgumentProblem? problem) =>
        histories.Bind(side.Side, "times", arguments, out problem) is var (slot, _)
            ? (in c, ref _) => side.ProfileOf(in c).HistorySum(slot, c.Now)
            : null;

    private Read<AudienceContext, double>? Sum(ImmutableArray<Value> arguments, out ArgumentProblem? problem) =>
        histories.Bind(side.Side, "sum", arguments, out problem) is var (slot, _)
            ? (in c, ref _) => side.ProfileOf(in c).HistorySum(slot, c.Now) / (double)Quantity.Scale
            : null;

    private Read<AudienceContext, long>? Distinct(ImmutableArray<Value> arguments, out ArgumentProblem? problem)
    {
        if (histories.Bind(side.Side, "distinct", arguments, out problem) is not var (slot, within))
        {
            return null;
        }

        return within is { } window
            ? (in c, ref _) => side.ProfileOf(in c).HistoryValueCount(slot, c.Now - window)
            : (in c, ref _) => side.ProfileOf(in c).HistoryValueCount(slot, Instant.MinValue);
    }

    private static long Nanoseconds(long milliseconds) => Math.Min(milliseconds, long.MaxValue / NanosecondsPerMillisecond) * NanosecondsPerMillisecond;
}
