using System.Collections.Frozen;
using System.Globalization;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs;

/// <summary>Whether declared traits have the declared type and one of the declared values. Undeclared traits may be anything or are refused; null takes a trait back.</summary>
internal static class TraitCheck
{
    /// <summary>Checks an event's traits.</summary>
    /// <param name="declared">The traits that there are.</param>
    /// <param name="traits">Those of the event.</param>
    /// <param name="refusesOthers">Whether a trait that is not declared is a problem.</param>
    public static Problem? Check(FrozenDictionary<string, TraitDefinition> declared, ValueMap traits, bool refusesOthers)
    {
        foreach (ref readonly var entry in traits.Entries)
        {
            if (!declared.TryGetValue(entry.Key.AsString, out var trait))
            {
                if (refusesOthers)
                {
                    var name = entry.Key.AsString;
                    return new Problem("unknown_trait", JsonPointer.Child("/traits", name), $"The catalog has no trait '{name}' here; declare it or leave it out.");
                }
            }
            else if (!entry.Value.IsNull && Check(trait, entry.Value) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static Problem? Check(TraitDefinition trait, in Value value)
    {
        var path = JsonPointer.Child("/traits", trait.Id);
        if (!HasType(trait.Type, value))
        {
            return new Problem("wrong_type", path, $"The trait '{trait.Id}' must be {Describe(trait.Type)}.");
        }

        return trait.Allowed.IsDefaultOrEmpty || trait.Allowed.Contains(value)
            ? null
            : new Problem("not_allowed", path, $"The trait '{trait.Id}' must be one of {string.Join(", ", trait.Allowed)}.");
    }

    private static bool HasType(ValueKind type, in Value value) => type switch
    {
        ValueKind.Double => value.Kind is ValueKind.Double or ValueKind.Int,
        ValueKind.Timestamp => value.Kind == ValueKind.String
            && DateTimeOffset.TryParse(value.AsString, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => value.Kind == type,
    };

    private static string Describe(ValueKind type) => type switch
    {
        ValueKind.Bool => "true or false",
        ValueKind.Int => "a whole number",
        ValueKind.Double => "a number",
        ValueKind.Timestamp => "an RFC 3339 time",
        _ => "a text",
    };
}
