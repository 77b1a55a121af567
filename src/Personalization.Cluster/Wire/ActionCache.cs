using Personalization.Core.Codecs;
using Personalization.Core.Decisions;

namespace Personalization.Cluster.Wire;

/// <summary>
/// Gives the same chosen action for the same bytes while it remembers them. A catalog makes its answers once and they are the same for nearly everybody, and who hands them on keeps what it makes of
/// each (the gateway its messages): one that is read anew in each reply would be made anew there, too.
/// </summary>
/// <remarks>Direct-mapped and bounded; a newcomer takes the place. Not thread-safe: one per thread.</remarks>
internal sealed class ActionCache
{
    private readonly (byte[] Bytes, ChosenAction Action)[] slots = new (byte[], ChosenAction)[Limits.CachedActions];

    /// <summary>The action of these bytes; null where it is not remembered.</summary>
    public ChosenAction? Find(ReadOnlySpan<byte> bytes) => SlotOf(bytes) is { Action: { } action } slot && bytes.SequenceEqual(slot.Bytes) ? action : null;

    /// <summary>Remembers an action.</summary>
    public void Add(ReadOnlySpan<byte> bytes, ChosenAction action)
    {
        if (bytes.Length <= Limits.CachedActionBytesMax)
        {
            SlotOf(bytes) = (bytes.ToArray(), action);
        }
    }

    /// <summary>How many bytes the action has that begins where a reader is.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static int Measure(ByteReader reader)
    {
        var start = reader.Position;
        Skip(ref reader, 4);
        Skip(ref reader, 2 * reader.Count());
        if (reader.Byte() != 0)
        {
            reader.Signed();
        }

        Skip(ref reader, 3 * reader.Count());
        Skip(ref reader, 1);
        return reader.Position - start;
    }

    private static void Skip(ref ByteReader reader, int texts)
    {
        for (; texts > 0; texts--)
        {
            reader.Bytes();
        }
    }

    private ref (byte[] Bytes, ChosenAction Action) SlotOf(ReadOnlySpan<byte> bytes) => ref slots[(int)(Core.StableHash.Of(bytes) % Limits.CachedActions)];
}
