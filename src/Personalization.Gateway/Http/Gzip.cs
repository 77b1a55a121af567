using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Personalization.Gateway.Http;

/// <summary>How inflating ended.</summary>
internal enum GzipResult
{
    /// <summary>All of it is there.</summary>
    Complete,

    /// <summary>It holds more than is allowed.</summary>
    TooLarge,

    /// <summary>It is not gzip, damaged or cut off.</summary>
    Malformed,
}

/// <summary>Inflates a body without trusting it.</summary>
internal static class Gzip
{
    /// <summary>Length and checksum at the end of a member (RFC 1952, section 2.3.1).</summary>
    private const int TrailerBytes = 8;

    /// <summary>Inflates one gzip member.</summary>
    /// <param name="compressed">The member.</param>
    /// <param name="bytesMax">The most bytes that may come out; reading stops right after.</param>
    /// <param name="inflated">Rented from the shared pool, the caller's where the result is <see cref="GzipResult.Complete"/>; else empty.</param>
    /// <param name="length">How many bytes came out.</param>
    public static GzipResult Inflate(ArraySegment<byte> compressed, int bytesMax, out byte[] inflated, out int length)
    {
        inflated = [];
        length = 0;
        if (compressed.Count < TrailerBytes)
        {
            return GzipResult.Malformed;
        }

        using var source = new MemoryStream(compressed.Array!, compressed.Offset, compressed.Count, writable: false);
        return Inflate(source, bytesMax, BinaryPrimitives.ReadUInt32LittleEndian(compressed[^4..]), out inflated, out length);
    }

    private static GzipResult Inflate(Stream source, int bytesMax, uint lengthTold, out byte[] inflated, out int length)
    {
        inflated = [];
        length = 0;
        // What the trailer tells is only a first guess of the size; it is believed within the bound and checked at the end.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(lengthTold, (uint)bytesMax) + 1);
        try
        {
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            int read;
            while (length < buffer.Length && (read = gzip.Read(buffer.AsSpan(length))) > 0)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return GzipResult.Malformed;
        }

        // The stream takes a cut-off member for a whole one; its told length is then not what came out.
        if (length > bytesMax || length != lengthTold)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return length > bytesMax ? GzipResult.TooLarge : GzipResult.Malformed;
        }

        inflated = buffer;
        return GzipResult.Complete;
    }
}
