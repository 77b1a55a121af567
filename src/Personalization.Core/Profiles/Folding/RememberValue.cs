using System.Buffers.Binary;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Profiles.Folding;

/// <summary>Remembers that a property had its value. Lists, maps and null are no values to tell apart.</summary>
internal sealed class RememberValue(EventSelector selector, int slot, string property) : FoldInstruction(selector, slot)
{
    protected override void Change(in Fold fold)
    {
        if (fold.Event.Properties.TryGet(property, out var value) && HashOf(value) is { } hash)
        {
            fold.Profile.HistoryValues.Add(Slot, hash, fold.Time, Limits.HistoryValuesMax);
        }
    }

    private static ulong? HashOf(in Value value) => value.Kind switch
    {
        ValueKind.String => StableHash.Of(value.AsString, (ulong)ValueKind.String),
        ValueKind.Bool => HashOf(value.AsBool ? 1 : 0, ValueKind.Bool),
        ValueKind.Int => HashOf(value.AsInt, ValueKind.Int),
        ValueKind.Uint => HashOf((long)value.AsUint, ValueKind.Uint),
        ValueKind.Double => HashOf(BitConverter.DoubleToInt64Bits(value.AsDouble), ValueKind.Double),
        _ => null,
    };

    private static ulong HashOf(long bits, ValueKind kind)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bits);
        return StableHash.Of((ReadOnlySpan<byte>)bytes, (ulong)kind);
    }
}
