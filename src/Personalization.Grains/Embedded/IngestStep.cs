namespace Personalization.Grains.Embedded;

/// <summary>How an attempt at a turn ended.</summary>
internal enum IngestStep
{
    /// <summary>The turn was done.</summary>
    Done,

    /// <summary>The account's grain is not leased yet.</summary>
    AccountMissing,

    /// <summary>The journal has to be asked whether it holds some ids.</summary>
    AnswerMissing,

    /// <summary>A turn that is away on another node holds a grain.</summary>
    Held,

    /// <summary>The account's grain lives on another node; everything is known that the turn has to bring there.</summary>
    Elsewhere,

    /// <summary>A grain was folded under another plan than the active one.</summary>
    PlanChanged,
}
