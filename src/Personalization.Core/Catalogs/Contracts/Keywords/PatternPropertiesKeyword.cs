using Personalization.Core.Expressions;
using Personalization.Core.Expressions.Patterns;

namespace Personalization.Core.Catalogs.Contracts.Keywords;

/// <summary><c>patternProperties</c>: each property whose name has a match of a pattern satisfies the pattern's schema.</summary>
internal sealed class PatternPropertiesKeyword((string Source, Pattern Pattern, SchemaNode Schema)[] patterns) : Keyword
{
    /// <summary>The patterns with their schemas.</summary>
    public (string Source, Pattern Pattern, SchemaNode Schema)[] Patterns => patterns;

    /// <summary>Whether any pattern has a match in the name.</summary>
    public bool Matches(string name)
    {
        foreach (var (_, pattern, _) in patterns)
        {
            if (pattern.IsMatch(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether any pattern has a match in the name, as part of a check.</summary>
    public bool Matches(string name, ref SchemaCheck check)
    {
        foreach (var (_, pattern, _) in patterns)
        {
            if (check.Matches(pattern, name))
            {
                return true;
            }
        }

        return false;
    }

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
            if (entries[at].Key.Kind != ValueKind.String)
            {
                continue;
            }

            var name = entries[at].Key.AsString;
            foreach (var (_, pattern, schema) in patterns)
            {
                if (!check.Matches(pattern, name))
                {
                    continue;
                }

                check.Evaluated.Add(at);
                holds &= check.Member(schema, entries[at].Value, name);
                if (!holds && check.IsSettled)
                {
                    return false;
                }
            }
        }

        return holds;
    }
}
