using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace Personalization.Grpc;

/// <summary>Message-level gzip (RFC 1952), one member per message, never inflated beyond what may be received.</summary>
internal static class Gzip
{
    // Header and footer of an empty member; deflate's best ratio (https://zlib.net/zlib_tech.html).
    private const int BytesMin = 18;
    private const int RatioMax = 1032;

    /// <summary>Inflates a message into a rented array of at most <paramref name="bytesMax"/> bytes.</summary>
    /// <remarks>
    /// The footer's length is checked first: it refuses bombs before a byte is inflated, and finds cut-off input, which GZipStream takes
    /// for a shorter message. A footer that lies is found after that many bytes.
    /// </remarks>
    /// <exception cref="RpcException">ResourceExhausted when the message is too large, Internal when the gzip data is broken.</exception>
    public static RentedBytes Inflate(in ReadOnlySequence<byte> compressed, int bytesMax)
    {
        if (compressed.Length < BytesMin)
            throw Broken(null);
        Span<byte> footer = stackalloc byte[sizeof(uint)];
        compressed.Slice(compressed.Length - sizeof(uint)).CopyTo(footer);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(footer);
        if (length > compressed.Length * RatioMax)
            throw Broken(null);
        if (length > bytesMax)
            throw new RpcException(StatusCode.ResourceExhausted, $"A message of {length} bytes is hidden in gzip; at most {bytesMax} are received.");
        var input = RentedBytes.Copy(compressed);
        var output = RentedBytes.Rent((int)length);
        try
        {
            using var gzip = new GZipStream(input.AsStream(), CompressionMode.Decompress);
            if (gzip.ReadAtLeast(output.Span, output.Length, throwOnEndOfStream: false) < output.Length || gzip.ReadByte() >= 0)
                throw Broken(null);
            return output;
        }
        catch (Exception error)
        {
            output.Return();
            throw error is InvalidDataException ? Broken(error) : error;
        }
        finally
        {
            input.Return();
        }
    }

    /// <summary>Compresses a message into a rented array.</summary>
    public static RentedBytes Deflate(ReadOnlySpan<byte> plain)
    {
        // The fastest level may spend nine bits on each byte of incompressible input.
        var output = RentedBytes.Rent(plain.Length + plain.Length / 8 + 64);
        using var target = output.AsStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain);
        return output with { Length = (int)target.Position };
    }

    private static RpcException Broken(Exception? cause) => new(StatusCode.Internal, "A message is not whole, valid gzip data.", cause);
}
