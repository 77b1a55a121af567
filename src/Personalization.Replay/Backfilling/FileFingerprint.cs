using System.Security.Cryptography;

namespace Personalization.Replay.Backfilling;

/// <summary>Tells whether a file is still the one that was being loaded. It may have grown since, as logs do.</summary>
/// <param name="Bytes">How long it was.</param>
/// <param name="HeadBytes">How many of its first bytes were looked at.</param>
/// <param name="HeadSha256">Their SHA-256, in lower-case hexadecimal digits.</param>
public sealed record FileFingerprint(long Bytes, int HeadBytes, string HeadSha256)
{
    /// <summary>Enough for a hundred events: two exports hardly begin with the same.</summary>
    private const int HeadBytesMax = 64 * 1024;

    /// <summary>That of a file, which is read from its beginning and set back there.</summary>
    public static FileFingerprint Of(Stream file) => Of(file, HeadBytesMax);

    /// <summary>Whether this can be that file, unchanged or longer.</summary>
    public bool Fits(Stream file) => file.Length >= Bytes && Of(file, HeadBytes).HeadSha256 == HeadSha256;

    private static FileFingerprint Of(Stream file, int headBytesMax)
    {
        var head = new byte[Math.Clamp(headBytesMax, 0, HeadBytesMax)];
        file.Position = 0;
        var read = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return new FileFingerprint(file.Length, read, Convert.ToHexStringLower(SHA256.HashData(head.AsSpan(0, read))));
    }
}
