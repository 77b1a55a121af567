using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>allOf</c>: the value satisfies every schema.</summary>
internal sealed class AllOfKeyword(SchemaNode[] all) : Keyword
{
    public override IEnumerable<SchemaNode> Required => all;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        var holds = true;
        foreach (var schema in all)
        {
            holds &= schema.Check(value, ref check);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        return holds;
    }
}
