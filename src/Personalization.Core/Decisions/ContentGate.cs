namespace Personalization.Core.Decisions;

/// <summary>Texts with placeholders: nobody is shown a text that cannot be made.</summary>
internal static class ContentGate
{
    /// <summary>Whether all of them can be made.</summary>
    public static bool Passes(Candidate candidate, in Moment moment) => candidate.Content.FindProblem(moment) is null;

    /// <summary>Which one cannot.</summary>
    public static Reason Explain(Candidate candidate, in Moment moment) => new(ReasonCodes.ContentError, candidate.Content.FindProblem(moment)!);
}
