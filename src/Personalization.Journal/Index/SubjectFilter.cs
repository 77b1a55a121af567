using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Personalization.Journal.Index;

/// <summary>A split-block Bloom filter: never forgets a key, and takes about one other in a thousand for known.</summary>
/// <remarks>
/// The algorithm and its salts are those of the Parquet specification (https://parquet.apache.org/docs/file-format/bloomfilter/):
/// a key sets one bit in each of the eight words of one 32-byte block, so a look-up costs one cache line. One writer at a
/// time; readers need no lock, as words only ever gain bits.
/// </remarks>
internal sealed class SubjectFilter
{
    private const int BitsPerKey = 16, BitsPerBlock = 256, WordsPerBlock = 8;
    private readonly uint[] words;
    private readonly uint blocks;

    /// <summary>An empty filter with room for that many keys.</summary>
    public SubjectFilter(long keys)
        : this(new uint[Math.Max(1, ((keys * BitsPerKey) + BitsPerBlock - 1) / BitsPerBlock) * WordsPerBlock])
    {
    }

    /// <summary>A filter from its stored words. Throws <see cref="InvalidDataException"/> where they are not a whole number of blocks.</summary>
    public SubjectFilter(uint[] words)
    {
        if (words.Length == 0 || words.Length % WordsPerBlock != 0)
        {
            throw new InvalidDataException("A filter is not a whole number of blocks.");
        }

        this.words = words;
        blocks = (uint)(words.Length / WordsPerBlock);
    }

    /// <summary>The stored form.</summary>
    public ReadOnlySpan<uint> Words => words;

    /// <summary>Adds a key.</summary>
    public void Add(in FilterKey key) => Block(key) |= key.Bits;

    /// <summary>Whether the key may have been added; false is certain.</summary>
    public bool MayContain(in FilterKey key) => (Block(key) & key.Bits) == key.Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Vector256<uint> Block(in FilterKey key) =>
        ref MemoryMarshal.Cast<uint, Vector256<uint>>(words.AsSpan())[(int)((key.Place * blocks) >> 32)];
}
