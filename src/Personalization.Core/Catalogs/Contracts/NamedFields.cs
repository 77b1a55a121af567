using System.Collections.Frozen;
using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>
/// The names that may stand at the top of a map: of traits those that are declared, of an event's properties those that its contract names in whichever branch, also where it only
/// asks for them or forbids them. What lies below them is not looked at.
/// </summary>
public sealed class NamedFields
{
    private readonly FrozenSet<string> names;
    private readonly PatternPropertiesKeyword[] patterns;
    private readonly int stepsMax;

    private NamedFields(IEnumerable<string> names, PatternPropertiesKeyword[] patterns, int stepsMax)
    {
        this.names = names.ToFrozenSet(StringComparer.Ordinal);
        this.patterns = patterns;
        this.stepsMax = stepsMax;
    }

    /// <summary>No name at all.</summary>
    public static NamedFields None { get; } = Of([]);

    /// <summary>Whether a schema says itself what others than the named ones must be, by <c>additionalProperties</c> or <c>unevaluatedProperties</c>.</summary>
    public bool JudgesOthers { get; private init; }

    /// <summary>Whether it says that there must be no others.</summary>
    public bool RefusesOthers { get; private init; }

    /// <summary>These names.</summary>
    public static NamedFields Of(IEnumerable<string> names) => new(names, [], Limits.SchemaStepsMax);

    /// <summary>What a schema and those that are asked about the same value name.</summary>
    internal static NamedFields Of(SchemaNode root)
    {
        var (asked, seen) = (new List<SchemaNode> { root }, new HashSet<SchemaNode> { root });
        for (var at = 0; at < asked.Count; at++)
        {
            asked.AddRange(asked[at].AllKeywords.SelectMany(keyword => keyword.InPlace).Where(seen.Add));
        }

        var keywords = asked.SelectMany(schema => schema.AllKeywords).ToList();
        return new NamedFields(keywords.SelectMany(NamesOf), [.. keywords.OfType<PatternPropertiesKeyword>()], root.StepsMax)
        {
            JudgesOthers = keywords.Exists(keyword => keyword is AdditionalPropertiesKeyword or UnevaluatedPropertiesKeyword),
            RefusesOthers = root.Whole.SelectMany(schema => schema.AllKeywords)
                .Any(keyword => keyword is AdditionalPropertiesKeyword { Schema: null } or UnevaluatedPropertiesKeyword { Schema: null }),
        };
    }

    /// <summary>Takes away what has none of the names.</summary>
    /// <param name="fields">The map; it stays as it is.</param>
    /// <param name="kept">What is left: the map itself where that is all.</param>
    /// <returns>Whether it could be done; false where matching the patterns would take more steps than a check may.</returns>
    public bool TryKeep(ValueMap fields, out ValueMap kept)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var check = new SchemaCheck(null, stepsMax);
        List<KeyValuePair<Value, Value>>? rest = null;
        for (var at = 0; at < fields.Count; at++)
        {
            ref readonly var entry = ref fields.Entries[at];
            if (IsNamed(entry.Key, ref check))
            {
                rest?.Add(entry);
            }
            else
            {
                rest ??= [.. fields.Entries[..at]];
            }
        }

        kept = rest is null ? fields : rest.Count == 0 ? ValueMap.Empty : new ValueMap([.. rest]);
        return !check.IsExhausted;
    }

    private bool IsNamed(in Value key, ref SchemaCheck check)
    {
        var name = key.AsString;
        if (names.Contains(name))
        {
            return true;
        }

        foreach (var keyword in patterns)
        {
            if (keyword.Matches(name, ref check))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> NamesOf(Keyword keyword) => keyword switch
    {
        PropertiesKeyword declared => declared.Names,
        RequiredKeyword required => required.Names,
        DependentRequiredKeyword dependent => dependent.Dependents.SelectMany(one => one.Value.Prepend(one.Key)),
        DependentSchemasKeyword dependent => dependent.Dependents.Select(one => one.Key),
        _ => [],
    };
}
