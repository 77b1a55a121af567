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
        Read<AudienceContext, Value> read = trait.PerAccount
            ? (in c, ref _) => side.ProfileOf(in c).TryGetTrait(slot, side.AccountOf(in c), out var value) ? value : default
            : (in c, ref _) => side.ProfileOf(in c).TryGetTrait(slot, null, out var value) ? value : default;
        Read<AudienceContext, bool> presence = (in c, ref frame) => read(in c, ref frame).Kind == trait.Type;
        switch (trait.Type)
        {
            case ValueKind.Bool:
                type.AddBool(trait.Id, (in c, ref frame) => read(in c, ref frame) is { Kind: ValueKind.Bool } value && value.AsBool, presence);
                break;
            case ValueKind.Int:
                type.AddInt(trait.Id, (in c, ref frame) => read(in c, ref frame) is { Kind: ValueKind.Int } value ? value.AsInt : 0, presence);
                break;
            case ValueKind.Double:
                type.AddDouble(trait.Id, (in c, ref frame) => read(in c, ref frame) is { Kind: ValueKind.Double } value ? value.AsDouble : 0, presence);
                break;
            case ValueKind.Timestamp:
                type.AddTimestamp(
                    trait.Id,
                    (in c, ref frame) => read(in c, ref frame) is { Kind: ValueKind.Timestamp } value ? value.AsCelTimestamp : default,
                    presence);
                break;
            default:
                type.AddString(trait.Id, (in c, ref frame) => read(in c, ref frame) is { Kind: ValueKind.String } value ? value.AsString : "", presence);
                break;
        }
    }
}
