using Personalization.Chaos.Load;

namespace Personalization.Chaos.Faults;

/// <summary>Whether calls failed only where and as long as a fault explains it.</summary>
internal sealed class FaultJudge(IReadOnlyList<Fault> faults, Violations violations)
{
    /// <summary>How long the subjects of a lost silo may fail; after a database's return everybody.</summary>
    private static readonly TimeSpan FailingMax = TimeSpan.FromSeconds(10);

    /// <summary>Judges all operations that were not done at their first try.</summary>
    /// <returns>A line per fault: what it was, and what was felt of it.</returns>
    public IReadOnlyList<string> Judge(IReadOnlyCollection<Trouble> troubles)
    {
        var felt = faults.ToDictionary(fault => fault, _ => new List<(Trouble Trouble, TimeSpan Failing)>());
        foreach (var trouble in troubles)
        {
            // A call may have been under way when a fault began, so the end of its first try decides; one that hangs for long, however, began to hang at its begin.
            var moment = trouble.Tries[0].At - trouble.Begun > FailingMax ? trouble.Begun : trouble.Tries[0].At;
            if (faults.LastOrDefault(fault => fault.Begun <= moment) is not { } cause)
            {
                violations.AddTimed("calm", $"No fault had happened: {trouble}");
                continue;
            }

            felt[cause].Add((trouble, Failing(cause, trouble)));
        }

        return [.. faults.Select(fault => Judge(fault, felt[fault]))];
    }

    private static TimeSpan Failing(Fault cause, Trouble trouble) =>
        trouble.Ended is not { } ended ? TimeSpan.MaxValue
        : ended - (cause.Over is { } over ? over : cause.Begun) is var failing && failing > TimeSpan.Zero ? failing : TimeSpan.Zero;

    private string Judge(Fault fault, List<(Trouble Trouble, TimeSpan Failing)> felt)
    {
        var (ofLost, atLost, unknown, others) = (0, 0, 0, 0);
        foreach (var (trouble, failing) in felt)
        {
            if (failing == TimeSpan.MaxValue)
            {
                violations.AddTimed("recovery", $"Never done after {fault}: {trouble}");
            }
            else if (failing > FailingMax)
            {
                violations.AddTimed("recovery", $"Done {failing.TotalSeconds:F1} s after {fault}: {trouble}");
            }

            if (fault.Silo is null || trouble.Tries.TrueForAll(one => one.Silo == fault.Silo))
            {
                atLost++;
            }
            else if (fault.Places is not { } places)
            {
                unknown++;
            }
            else if (trouble.Operation.Subjects.Any(one => !places.TryGetValue(one, out var place) || place is null || place == fault.Silo))
            {
                ofLost++;
            }
            else
            {
                others++;
                violations.AddTimed("others", $"Nobody of it lived on what was lost by {fault}: {trouble}");
            }
        }

        if (felt.Count > 0 && fault.Kind is FaultKind.Joined or FaultKind.Drained)
        {
            violations.AddTimed("calm", felt.Select(one => $"Failed after {fault}: {one.Trouble}"));
        }

        var longest = felt.Count == 0 ? TimeSpan.Zero : felt.Max(one => one.Failing);
        var length = longest == TimeSpan.MaxValue ? "for ever" : $"{longest.TotalSeconds:F1} s";
        var where = fault.Silo is null ? "" : $" ({ofLost} of subjects on the lost silo, {atLost} only at its gateway, {others} others, {unknown} not known where)";
        return $"{fault}\n    {felt.Count} operations failed{where}; longest {length}{(fault.Over is null ? "" : " after its return")}";
    }
}
