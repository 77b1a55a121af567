namespace Personalization.Core.Profiles.State;

/// <summary>A slot and an index within it in eight bytes, ordered by slot and then by index.</summary>
/// <remarks>An index is a step, a period, a bucket or a time in milliseconds: all fit 49 bits with their sign.</remarks>
internal readonly record struct RowKey(long Bits) : IComparable<RowKey>
{
    private const int IndexBits = 49;

    public const long IndexMin = -(1L << (IndexBits - 1));

    public const long IndexMax = -IndexMin - 1;

    public int Slot => (int)((Bits - IndexMin) >> IndexBits);

    public long Index => Bits - ((long)Slot << IndexBits);

    public static RowKey Of(int slot, long index) => new(((long)slot << IndexBits) + index);

    public int CompareTo(RowKey other) => Bits.CompareTo(other.Bits);
}
