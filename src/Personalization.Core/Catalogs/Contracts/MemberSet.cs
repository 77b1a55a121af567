using System.Buffers;

namespace Personalization.Core.Catalogs.Contracts;

/// <summary>
/// A set of members of one list or map, by index. The default value tracks nothing and costs nothing, which is what checks
/// without <c>unevaluatedItems</c> or <c>unevaluatedProperties</c> carry; the others rent their bits from a pool.
/// </summary>
internal readonly struct MemberSet
{
    private const int BitsPerWord = 64;
    private readonly ulong[]? words;
    private readonly int count;

    private MemberSet(int count)
    {
        this.count = count;
        words = ArrayPool<ulong>.Shared.Rent(WordCount);
        words.AsSpan(0, WordCount).Clear();
    }

    /// <summary>Whether members are noted at all.</summary>
    public bool IsTracking => words is not null;

    private int WordCount => (count + BitsPerWord - 1) / BitsPerWord;

    /// <summary>An empty set of up to this many members; to be returned.</summary>
    public static MemberSet Rent(int count) => count == 0 ? default : new MemberSet(count);

    /// <summary>Another empty set of the same members, which tracks if this one does; to be returned.</summary>
    public MemberSet Fresh() => Rent(count);

    /// <summary>Gives the bits back.</summary>
    public void Return()
    {
        if (words is not null)
        {
            ArrayPool<ulong>.Shared.Return(words);
        }
    }

    /// <summary>Whether a member is in the set.</summary>
    public bool Contains(int member) => words is not null && (words[member / BitsPerWord] & (1UL << (member % BitsPerWord))) != 0;

    /// <summary>Adds a member, if members are noted.</summary>
    public void Add(int member)
    {
        if (words is not null)
        {
            words[member / BitsPerWord] |= 1UL << (member % BitsPerWord);
        }
    }

    /// <summary>Adds all members up to an index, if members are noted.</summary>
    public void AddThrough(int end)
    {
        for (var member = 0; words is not null && member < end; member++)
        {
            Add(member);
        }
    }

    /// <summary>Adds the members of a set of the same value.</summary>
    public void Add(MemberSet other)
    {
        for (var at = 0; words is not null && other.words is not null && at < WordCount; at++)
        {
            words[at] |= other.words[at];
        }
    }
}
