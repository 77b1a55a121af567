using Personalization.Core;

namespace Personalization.Grains;

/// <summary>The person is known under another id since two ids turned out to be one: the call is to be made about that one. Hosts follow it themselves.</summary>
/// <remarks>Between nodes it travels as any problem does, so the user is in the message alone.</remarks>
/// <param name="UserId">The user.</param>
public sealed record SubjectMoved(string UserId) : Problem(ProblemCode, "", UserId)
{
    private const string ProblemCode = "subject_moved";

    /// <summary>The user where a call is to be made instead; null where a problem is another one, or there is none.</summary>
    public static string? Find(Problem? problem) => problem is { Code: ProblemCode } moved ? moved.Message : null;
}
