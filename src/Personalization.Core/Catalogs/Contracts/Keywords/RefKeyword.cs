using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>$ref</c>: the value satisfies another schema of the same document.</summary>
internal sealed class RefKeyword(SchemaNode target) : Keyword
{
    /// <summary>The schema that is named.</summary>
    public SchemaNode Target => target;

    public override IEnumerable<SchemaNode> Required => [target];

    public override bool Check(in Value value, ref SchemaCheck check) => target.Check(value, ref check);
}
