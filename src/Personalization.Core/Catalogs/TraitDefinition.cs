using System.Collections.Immutable;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>A trait that profiles keep; undeclared traits stay in the journal only.</summary>
/// <param name="Id">The trait's name, as senders write it.</param>
/// <param name="Of">Whose trait: exactly one side.</param>
/// <param name="Type">Bool, Int, Double, String or Timestamp.</param>
/// <param name="PerAccount">Whether a user has one value per account (a role) rather than one in all.</param>
/// <param name="Allowed">The only values that are accepted; empty for any of the type.</param>
public sealed record TraitDefinition(string Id, SubjectSide Of, ValueKind Type, bool PerAccount, ImmutableArray<Value> Allowed)
{
    /// <summary>What it may be used for.</summary>
    public FieldUse Use { get; init; } = FieldUse.Anything;
}
