using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>if</c> with <c>then</c> and <c>else</c>: the value satisfies the one or the other.</summary>
internal sealed class IfKeyword(SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Keyword
{
    /// <summary>The schema that decides.</summary>
    public SchemaNode Condition => condition;

    /// <summary>What must hold where the condition does, or null.</summary>
    public SchemaNode? Then => then;

    /// <summary>What must hold where the condition does not, or null.</summary>
    public SchemaNode? Otherwise => otherwise;

    public override IEnumerable<SchemaNode> InPlace => new[] { condition, then, otherwise }.OfType<SchemaNode>();

    public override bool Check(in Value value, ref SchemaCheck check) =>
        (check.Try(condition, value) ? then : otherwise)?.Check(value, ref check) ?? true;
}
