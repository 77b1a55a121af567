using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Personalization.Core;

namespace Personalization.Journal.Control;

/// <summary>The good keys in memory: finds the key that a client presents without touching the disk.</summary>
/// <remarks>
/// Sees changes of this process at once and those of others within <see cref="Limits.KeyCheckInterval"/>. A text is hashed with
/// SHA-256 the first time it is good; afterwards it is looked up by its stable hash and compared in full, in constant time.
/// </remarks>
public sealed class KeyDirectory
{
    private readonly Lock refreshing = new();
    private readonly KeyTable keys;
    private readonly ControlConnection watch;
    private readonly TimeProvider clock;
    private volatile Snapshot current;
    private long checkedAt;

    internal KeyDirectory(KeyTable keys, ControlConnection watch, TimeProvider clock)
    {
        this.keys = keys;
        this.watch = watch;
        this.clock = clock;
        checkedAt = clock.GetTimestamp();
        current = Load();
    }

    /// <summary>The good key with this text, or null.</summary>
    public ApiKey? Find(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Limits.KeyCharsMax)
        {
            return null;
        }

        Refresh();
        var now = current;
        var stableHash = StableHash.Of(text);
        if (now.Confirmed.TryGetValue(stableHash, out var known) && IsSame(known.Text, text))
        {
            return known.Key;
        }

        if (!now.ByHash.TryGetValue(Convert.ToHexString(KeyText.Hash(text.ToString())), out var key))
        {
            return null;
        }

        now.Confirmed[stableHash] = (text.ToString(), key);
        return key;
    }

    private static bool IsSame(ReadOnlySpan<char> left, ReadOnlySpan<char> right) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(left), MemoryMarshal.AsBytes(right));

    private void Refresh()
    {
        var changed = current.Changes != keys.Changes;
        if (!changed && clock.GetElapsedTime(Volatile.Read(ref checkedAt)) < Limits.KeyCheckInterval)
        {
            return;
        }

        lock (refreshing)
        {
            if (current.Changes != keys.Changes || current.FileVersion != FileVersion())
            {
                current = Load();
            }

            Volatile.Write(ref checkedAt, clock.GetTimestamp());
        }
    }

    private Snapshot Load()
    {
        // Both numbers are taken before the keys, so a change in between leads to one load too many, never to one too few.
        var (changes, version) = (keys.Changes, FileVersion());
        return new Snapshot(changes, version, keys.Good().ToDictionary(one => Convert.ToHexString(one.Hash), one => one.Key, StringComparer.Ordinal), []);
    }

    /// <summary>Changes whenever another connection writes to the file.</summary>
    private long FileVersion() => watch.Number("PRAGMA data_version");

    private sealed record Snapshot(
        long Changes, long FileVersion, Dictionary<string, ApiKey> ByHash, ConcurrentDictionary<ulong, (string Text, ApiKey Key)> Confirmed);
}
