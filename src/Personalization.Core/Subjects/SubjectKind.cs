namespace Personalization.Core.Subjects;

/// <summary>What a subject is. The numbers are stored and may not change.</summary>
public enum SubjectKind : byte
{
    /// <summary>A known user.</summary>
    User = 1,

    /// <summary>An account: the customer's company, team or workspace that users belong to.</summary>
    Account = 2,

    /// <summary>A visitor who is not known yet.</summary>
    Anonymous = 3,

    /// <summary>A cap or a budget that the whole tenant shares; see <see cref="SharedLimit"/>. No sender can name one.</summary>
    Shared = 4,
}
