using System.Runtime.Intrinsics;

namespace Personalization.Journal.Index;

/// <summary>What a <see cref="SubjectFilter"/> holds: a mix of a subject's hash with an event id's hash, or of a subject alone.</summary>
/// <remarks>The bits within a block do not depend on the filter, so they are worked out once for all filters that are asked.</remarks>
internal readonly struct FilterKey
{
    /// <summary>What a subject's own key has in the place of an event id's hash: any fixed number.</summary>
    private const ulong SubjectAlone = 0x5B1D_EC7A_9F31_0C5D;

    private FilterKey(ulong mixed)
    {
        Place = mixed >> 32;
        Bits = Vector256.Create(
            Bit(mixed, 0x47b6137b), Bit(mixed, 0x44974d91), Bit(mixed, 0x8824ad5b), Bit(mixed, 0xa2b7289d),
            Bit(mixed, 0x705495c7), Bit(mixed, 0x2df1424b), Bit(mixed, 0x9efc4947), Bit(mixed, 0x5c6bfb31));
    }

    /// <summary>32 bits that choose the block.</summary>
    public ulong Place { get; }

    /// <summary>One bit for each of the block's eight words.</summary>
    public Vector256<uint> Bits { get; }

    /// <summary>An event id in a subject's stream.</summary>
    public static FilterKey Of(ulong subjectHash, ulong eventIdHash)
    {
        // The finalizer of SplitMix64 (https://prng.di.unimi.it/splitmix64.c).
        var mixed = (subjectHash * 0x9E3779B97F4A7C15) + eventIdHash;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return new FilterKey(mixed ^ (mixed >> 31));
    }

    /// <summary>A subject that has a stream at all, so that new subjects need no read.</summary>
    public static FilterKey Of(ulong subjectHash) => Of(subjectHash, SubjectAlone);

    private static uint Bit(ulong mixed, uint salt) => 1u << (int)(((uint)mixed * salt) >> 27);
}
