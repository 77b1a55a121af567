using System.Buffers;

namespace Personalization.Cluster.Wire;

/// <summary>A catalog's hash: a text in version 1; from version 2 on its 32 bytes where it has the form of a SHA-256.</summary>
internal static class CatalogForm
{
    private const byte AsText = 0, AsDigest = 1;
    private const int DigestBytes = 32;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public static void Write(in WireWriter writer, string hash)
    {
        if (writer.Version == 1)
        {
            writer.Bytes.Text(hash);
        }
        else if (hash.Length == 2 * DigestBytes && !hash.AsSpan().ContainsAnyExcept(Digits))
        {
            Span<byte> digest = stackalloc byte[DigestBytes];
            Convert.FromHexString(hash, digest, out _, out _);
            writer.Bytes.Byte(AsDigest);
            writer.Bytes.Raw(digest);
        }
        else
        {
            writer.Bytes.Byte(AsText);
            writer.Bytes.Text(hash);
        }
    }

    public static string Read(ref WireReader reader) => reader.Version > 1 && reader.Flag()
        ? Convert.ToHexStringLower(reader.Bytes.Raw(DigestBytes))
        : reader.Name();
}
