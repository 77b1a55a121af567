using Personalization.Core.Subjects;

namespace Personalization.Replay;

/// <summary>A subject in a line: its tenant is that of all lines.</summary>
internal sealed record SubjectLine(string Kind, string Id)
{
    /// <summary>The line of a subject.</summary>
    public static SubjectLine From(in SubjectKey subject) => new(NameOf(subject.Kind), subject.Id);

    /// <summary>The name of a kind in lines and columns.</summary>
    public static string NameOf(SubjectKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The subject; null for a kind that there is not.</summary>
    public SubjectKey? Key(TenantId tenant) =>
        Id is not null && Enum.TryParse<SubjectKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? new SubjectKey(tenant, kind, Id) : null;
}
