using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary>One compiled assertion or applicator. A keyword that says nothing about a value's type holds for it.</summary>
internal abstract class Keyword
{
    /// <summary>The schemas that must hold for the same value.</summary>
    public virtual IEnumerable<SchemaNode> Required => [];

    /// <summary>The schemas that are asked about the same value, whether they must hold or not; a loop through them would never end.</summary>
    public virtual IEnumerable<SchemaNode> InPlace => Required;

    /// <summary>The types that values may have as far as this keyword's schemas say.</summary>
    public virtual SchemaTypes Types => Required.Aggregate(SchemaTypes.Any, (types, schema) => types & schema.Types);

    /// <summary>Whether it asks which members the other keywords have looked at, so that it comes last.</summary>
    public virtual bool NeedsEvaluated => false;

    /// <summary>Checks a value.</summary>
    /// <param name="value">The value where the check is.</param>
    /// <param name="check">The check under way; violations go to its collector, if it has one.</param>
    /// <returns>Whether it holds.</returns>
    public abstract bool Check(in Value value, ref SchemaCheck check);

    /// <summary>Notes a violation, if they are collected.</summary>
    /// <returns>False, for the caller to return.</returns>
    protected static bool Violated(Violations? found, string code, string message)
    {
        found?.Add(code, message);
        return false;
    }
}
