namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>Whether events that an old contract accepts may be rejected by a new one.</summary>
public static class ContractCompatibility
{
    /// <summary>Looks for events that the old contract accepts and the new one may reject.</summary>
    /// <param name="old">The contract that senders keep to today.</param>
    /// <param name="next">The contract that they will be checked by.</param>
    /// <returns>
    /// Findings with JSON pointers into the new contract, at most <see cref="Limits.CompatibilityFindingsMax"/>; empty where it is certain
    /// that there is no such event. What cannot be decided, such as a changed <c>oneOf</c>, is a finding <c>cannot_be_compared</c>.
    /// </returns>
    public static IReadOnlyList<Problem> Compare(ContractSchema old, ContractSchema next)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(next);
        var comparison = new Comparison();
        comparison.Compare(new Premise([(SchemaNode)old]), (SchemaNode)next);
        return comparison.Findings;
    }
}
