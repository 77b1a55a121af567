using Personalization.Core.Subjects;

namespace Personalization.Journal.Sqlite;

/// <summary>A subject in the table of a stored commit.</summary>
/// <param name="Tenant">Its tenant's place in the table of tenants.</param>
/// <param name="Kind">Its kind; none that there is where it was erased.</param>
/// <param name="IdAt">Where its id begins in the payload.</param>
/// <param name="IdBytes">How many bytes its id takes; 0 where it was erased.</param>
internal readonly record struct StoredSlot(int Tenant, SubjectKind Kind, int IdAt, int IdBytes)
{
    /// <summary>Whether its events and id were destroyed.</summary>
    public bool IsErased => Kind == (SubjectKind)CommitFormat.ErasedKind;
}
