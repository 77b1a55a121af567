using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary>
/// <c>unevaluatedProperties</c>: properties that no keyword beside it or in a schema that holds for the same object has looked at
/// satisfy this schema; null refuses them.
/// </summary>
internal sealed class UnevaluatedPropertiesKeyword(SchemaNode? schema) : Keyword
{
    /// <summary>The schema of such properties, or null where there may be none.</summary>
    public SchemaNode? Schema => schema;

    public override bool NeedsEvaluated => true;

    public override bool Check(in Value value, ref SchemaCheck check)
    {
        if (value.Kind != ValueKind.Map)
        {
            return true;
        }

        var holds = true;
        var entries = value.AsMap.Entries;
        for (var at = 0; at < entries.Length; at++)
        {
            if (check.Evaluated.Contains(at))
            {
                continue;
            }

            check.Evaluated.Add(at);
            var name = entries[at].Key.ToString();
            holds &= schema is null
                ? AdditionalPropertiesKeyword.Unexpected(check.Found, name)
                : check.Member(schema, entries[at].Value, name);
            if (!holds && check.IsSettled)
            {
                return false;
            }
        }

        return holds;
    }
}
