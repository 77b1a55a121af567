using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Declares <c>flags</c>: the value of each flag, of the type that its variants have in common.</summary>
internal static class FlagFields
{
    /// <summary>The type with a member for each flag.</summary>
    public static ObjectType<AudienceContext> Declare(Catalog catalog, FlagPlan plan)
    {
        var type = new ObjectType<AudienceContext>("flags");
        for (var slot = 0; slot < catalog.Flags.Length; slot++)
        {
            Declare(type, catalog.Flags[slot], slot, plan);
        }

        return type;
    }

    private static void Declare(ObjectType<AudienceContext> type, FlagDefinition flag, int slot, FlagPlan plan)
    {
        switch (KindOf(flag))
        {
            case ValueKind.Bool:
                type.AddBool(flag.Id, (in c, ref _) => plan.Evaluate(slot, in c).Value.AsBool);
                break;
            case ValueKind.Int:
                type.AddInt(flag.Id, (in c, ref _) => plan.Evaluate(slot, in c).Value.AsInt);
                break;
            case ValueKind.Double:
                type.AddDouble(flag.Id, (in c, ref _) => plan.Evaluate(slot, in c).Value.AsDouble);
                break;
            case ValueKind.String:
                type.AddString(flag.Id, (in c, ref _) => plan.Evaluate(slot, in c).Value.AsString);
                break;
            case var kind:
                type.AddDynamic(flag.Id, kind is { } known ? CelType.Of(known) : CelType.Dyn, (in c, ref _) => plan.Evaluate(slot, in c).Value);
                break;
        }
    }

    /// <summary>The kind that all values are of which the flag can have; null where they differ or one is missing.</summary>
    private static ValueKind? KindOf(FlagDefinition flag)
    {
        var kinds = flag.Rules.Select(rule => rule.Variant)
            .Append(flag.Default)
            .Concat(flag.Variants.Keys)
            .Select(variant => flag.Variants.GetValueOrDefault(variant).Kind)
            .Distinct()
            .ToList();
        return kinds is [var only] && only != ValueKind.Null ? only : null;
    }
}
