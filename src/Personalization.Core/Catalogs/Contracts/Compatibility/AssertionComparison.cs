using Personalization.Core.Catalogs.Contracts.Keywords;
using Personalization.Core.Expressions;

namespace Personalization.Core.Catalogs.Contracts.Compatibility;

/// <summary>Compares keywords that look at a value by itself.</summary>
internal static class AssertionComparison
{
    /// <summary>Compares; findings are added to the comparison.</summary>
    public static void Compare(Comparison comparison, Premise old, SchemaNode next, Keyword keyword)
    {
        var finding = keyword switch
        {
            BoundKeyword bound when !old.All<BoundKeyword>().Any(known => Implies(known, bound)) =>
                ("bound_tightened", bound.IsMinimum ? "Lower numbers were allowed." : "Higher numbers were allowed."),
            MultipleOfKeyword multiple when !IsMultiple(old, multiple) => ("multiple_narrowed", $"Others than multiples of {multiple.Divisor} were allowed."),
            LengthKeyword length when !old.All<LengthKeyword>().Any(known => Implies(known, length)) =>
                ("bound_tightened", length.IsMinimum ? "Shorter texts were allowed." : "Longer texts were allowed."),
            CountKeyword count when !Implies(old, count) =>
                ("bound_tightened", $"{(count.IsMinimum ? "Fewer" : "More")} {(count.Counted == ValueKind.List ? "items" : "properties")} were allowed."),
            PatternKeyword pattern when !old.All<PatternKeyword>().Any(known => known.Source == pattern.Source) =>
                ("pattern_changed", $"Texts without a match of `{pattern.Source}` were allowed."),
            FormatKeyword format when !old.All<FormatKeyword>().Any(known => known.Format == format.Format) =>
                ("format_changed", $"Others than {format.Format.Words} were allowed."),
            UniqueItemsKeyword when !old.All<UniqueItemsKeyword>().Any() && old.CountMax(ValueKind.List) > 1 => ("items_narrowed", "Repeated items were allowed."),
            _ => ("", ""),
        };
        if (finding.Item1.Length > 0)
        {
            comparison.Find(finding.Item1, next.Pointer, finding.Item2);
        }
    }

    private static bool Implies(BoundKeyword known, BoundKeyword wanted)
    {
        var order = JsonNumber.Compare(known.Bound, wanted.Bound);
        return known.IsMinimum == wanted.IsMinimum
            && ((order == 0 && (known.IsExclusive || !wanted.IsExclusive)) || (wanted.IsMinimum ? order > 0 : order < 0));
    }

    private static bool Implies(LengthKeyword known, LengthKeyword wanted) =>
        known.IsMinimum == wanted.IsMinimum && (wanted.IsMinimum ? known.Bound >= wanted.Bound : known.Bound <= wanted.Bound);

    private static bool Implies(Premise old, CountKeyword wanted) =>
        wanted.IsMinimum ? old.CountMin(wanted.Counted) >= wanted.Bound : old.CountMax(wanted.Counted) <= wanted.Bound;

    private static bool IsMultiple(Premise old, MultipleOfKeyword wanted) =>
        old.All<MultipleOfKeyword>().Any(known => JsonNumber.IsMultiple(known.Divisor, wanted.Divisor))
        || (!old.Types.HasFlag(SchemaTypes.Number) && JsonNumber.IsMultiple(Value.Int(1), wanted.Divisor));
}
