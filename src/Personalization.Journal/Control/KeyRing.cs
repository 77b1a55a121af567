using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Personalization.Core;

namespace Personalization.Journal.Control;

/// <summary>The keys that were good at one moment.</summary>
/// <remarks>A text is hashed with SHA-256 the first time it is good; afterwards it is looked up by its stable hash and compared in full, in constant time.</remarks>
internal sealed class KeyRing(IEnumerable<(byte[] Hash, ApiKey Key)> keys)
{
    private readonly Dictionary<string, ApiKey> byHash = keys.ToDictionary(one => Convert.ToHexString(one.Hash), one => one.Key, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ulong, (string Text, ApiKey Key)> confirmed = [];

    /// <summary>The key with this text, or null.</summary>
    public ApiKey? Find(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Limits.KeyCharsMax)
        {
            return null;
        }

        var stableHash = StableHash.Of(text);
        if (confirmed.TryGetValue(stableHash, out var known) && IsSame(known.Text, text))
        {
            return known.Key;
        }

        if (!byHash.TryGetValue(Convert.ToHexString(KeyText.Hash(text.ToString())), out var key))
        {
            return null;
        }

        confirmed[stableHash] = (text.ToString(), key);
        return key;
    }

    private static bool IsSame(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(left), MemoryMarshal.AsBytes(right));
}
