using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <content>Traits, under <c>traits</c> and directly.</content>
internal sealed partial class SubjectFields<TSide>
{
    private void AddTraits()
    {
        var traits = AddGroup(subject, "traits");
        for (var slot = 0; slot < catalog.Traits.Length; slot++)
        {
            if (catalog.Traits[slot].Of == side.Side)
            {
                AddTrait(traits, catalog.Traits[slot], slot);
                AddTrait(subject, catalog.Traits[slot], slot);
            }
        }
    }

    private void AddTrait(ObjectType<AudienceContext> type, TraitDefinition trait, int slot)
    {
        var perAccount = trait.PerAccount;
        Read<AudienceContext, bool> presence = (in c, ref _) => TryGet(in c, slot, perAccount, trait.Type, out var _);
        switch (trait.Type)
        {
            case ValueKind.Bool:
                type.AddBool(trait.Id, (in c, ref _) => TryGet(in c, slot, perAccount, ValueKind.Bool, out var value) && value.AsBool, presence);
                break;
            case ValueKind.Int:
                type.AddInt(trait.Id, (in c, ref _) => TryGet(in c, slot, perAccount, ValueKind.Int, out var value) ? value.AsInt : 0, presence);
                break;
            case ValueKind.Double:
                type.AddDouble(trait.Id, (in c, ref _) => TryGet(in c, slot, perAccount, ValueKind.Double, out var value) ? value.AsDouble : 0, presence);
                break;
            case ValueKind.Timestamp:
                type.AddTimestamp(
                    trait.Id,
                    (in c, ref _) => TryGet(in c, slot, perAccount, ValueKind.Timestamp, out var value) ? value.AsCelTimestamp : default,
                    presence);
                break;
            default:
                type.AddString(trait.Id, (in c, ref _) => TryGet(in c, slot, perAccount, ValueKind.String, out var value) ? value.AsString : "", presence);
                break;
        }
    }

    private bool TryGet(in AudienceContext context, int slot, bool perAccount, ValueKind kind, out Value value) =>
        side.ProfileOf(in context).TryGetTrait(slot, perAccount ? side.AccountOf(in context) : null, out value) && value.Kind == kind;
}
