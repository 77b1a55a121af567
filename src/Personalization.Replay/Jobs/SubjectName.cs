using Personalization.Core.Subjects;

namespace Personalization.Replay.Jobs;

/// <summary>Subjects as people write them: <c>user:u1</c>, <c>account:a1</c>, <c>anonymous:v1</c>.</summary>
public static class SubjectName
{
    /// <summary>Reads a name; false where it is none.</summary>
    public static bool TryParse(string text, TenantId tenant, out SubjectKey subject)
    {
        subject = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? null : KindOf(text[..colon]);
        if (kind is null || text.Length - colon - 1 is 0 or > SubjectKey.IdCharsMax)
        {
            return false;
        }

        subject = new SubjectKey(tenant, kind.Value, text[(colon + 1)..]);
        return true;
    }

    /// <summary>Reads a name that was checked before.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static SubjectKey Parse(string text, TenantId tenant) =>
        TryParse(text, tenant, out var subject) ? subject : throw new FormatException($"{text} is no subject.");

    private static SubjectKind? KindOf(string name) => name switch
    {
        "user" => SubjectKind.User,
        "account" => SubjectKind.Account,
        "anonymous" => SubjectKind.Anonymous,
        _ => null,
    };
}
