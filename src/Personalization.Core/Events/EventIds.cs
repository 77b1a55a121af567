using System.Buffers;
using System.Globalization;

namespace Personalization.Core.Events;

/// <summary>Ids of events, and what stands for one that is not kept any more: a mark that no sender's id can begin with, and the hash of the id.</summary>
public static class EventIds
{
    /// <summary>SUBSTITUTE, the control character for what was lost. No sender's id holds a control character.</summary>
    private const char Mark = '\u001A';

    private const int HashDigits = 16;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The 64-bit hash of an id, also of one that is not kept any more. It only ever finds candidates.</summary>
    public static ulong HashOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return IsForgotten(id) ? ulong.Parse(id.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : StableHash.Of(id);
    }

    /// <summary>What stands for an id.</summary>
    public static string Forget(string id) => Mark + HashOf(id).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Whether a text stands for an id that is not kept any more.</summary>
    public static bool IsForgotten(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.Length == 1 + HashDigits && id[0] == Mark && !id.AsSpan(1).ContainsAnyExcept(HexDigits);
    }

    /// <summary>An id for people: the hash alone where it is not kept any more.</summary>
    public static string TextOf(string id) => IsForgotten(id) ? id[1..] : id;

    /// <summary>Whether two ids are of the same event, as far as that is known: where one is not kept any more, their hashes tell.</summary>
    public static bool AreSame(string one, string other) =>
        IsForgotten(one) || IsForgotten(other) ? HashOf(one) == HashOf(other) : string.Equals(one, other, StringComparison.Ordinal);
}
