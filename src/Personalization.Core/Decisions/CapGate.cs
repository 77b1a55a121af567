using System.Globalization;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>Frequency caps: no action is chosen that its cap has no room for. Actions of one cap that are chosen together count together.</summary>
internal static class CapGate
{
    /// <summary>Whether there is room.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="inputs">What the decision reads.</param>
    /// <param name="surface">The candidates of the surface.</param>
    /// <param name="chosen">The indexes of those that were chosen already.</param>
    public static bool Passes(Candidate candidate, in DecisionInputs inputs, Candidate[] surface, ReadOnlySpan<int> chosen)
    {
        if (candidate.Cap is null)
        {
            return true;
        }

        if (inputs.Refused.Length > 0 && Array.IndexOf(inputs.Refused, candidate.Action.Id) >= 0)
        {
            return false;
        }

        var use = Use(candidate, inputs);
        return use.Used + Chosen(candidate, surface, chosen) < use.Max;
    }

    /// <summary>Why there is no room.</summary>
    public static Reason Explain(Candidate candidate, in DecisionInputs inputs, Candidate[] surface, ReadOnlySpan<int> chosen)
    {
        var cap = candidate.Cap!;
        var use = Use(candidate, inputs);
        var together = Chosen(candidate, surface, chosen);
        var window = cap.Window is { } length ? $"used in {Span(length)}" : "used";
        var detail = string.Create(CultureInfo.InvariantCulture, $"cap {cap.Id}: {Math.Min(use.Used + together, use.Max)} of {use.Max} {window}");
        return new Reason(ReasonCodes.CapReached, detail + Next(cap, use, inputs.Audience.Now));
    }

    private static CapUse Use(Candidate candidate, in DecisionInputs inputs)
    {
        // A shared cap without an account has nobody to count for.
        var owner = candidate.Cap!.Per == SubjectSide.User ? inputs.Audience.User : inputs.Audience.Account;
        return owner?.Cap(candidate.Action.CapSlot, inputs.Audience.Now) ?? new CapUse(0, candidate.Cap.Max, inputs.Audience.Now);
    }

    private static int Chosen(Candidate candidate, Candidate[] surface, ReadOnlySpan<int> chosen)
    {
        var count = 0;
        foreach (var index in chosen)
        {
            count += surface[index].Action.CapSlot == candidate.Action.CapSlot ? 1 : 0;
        }

        return count;
    }

    private static string Next(CapDefinition cap, in CapUse use, Instant now)
    {
        if (!use.IsReached)
        {
            return cap.Window is { } length ? $", next at {now + length}" : ", never again";
        }

        return use.NextFree < Instant.MaxValue ? $", next at {use.NextFree}" : ", never again";
    }

    private static string Span(TimeSpan length) => length switch
    {
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerDay}d"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerHour}h"),
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerMinute}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.TotalSeconds}s"),
    };
}
