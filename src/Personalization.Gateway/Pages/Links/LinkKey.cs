using System.Security.Cryptography;

namespace Personalization.Gateway.Pages.Links;

/// <summary>What links are sealed with: 32 random bytes. Whoever has them can open everybody's page, so they are shown nowhere.</summary>
public sealed class LinkKey
{
    /// <summary>The file in a data folder.</summary>
    public const string FileName = "links.key";

    private const int KeyBytes = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly byte[] bytes;

    private LinkKey(byte[] bytes) => this.bytes = bytes;

    /// <summary>The bytes.</summary>
    internal ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>Reads a key of a setting.</summary>
    /// <param name="base64">32 bytes in base64.</param>
    /// <returns>The key; null where it is none.</returns>
    public static LinkKey? TryParse(string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        var read = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(base64.Trim(), read, out var length) && length == KeyBytes ? new LinkKey(read[..KeyBytes]) : null;
    }

    /// <summary>Reads the key of a data folder, or makes it: a file that its owner alone may read. Without the file of before, all links of before open nothing.</summary>
    /// <param name="folder">The data folder; this process is the only one that opens it.</param>
    /// <exception cref="InvalidDataException">The file is no key.</exception>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    public static LinkKey Open(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            Make(path);
        }

        var read = File.ReadAllBytes(path);
        return read.Length == KeyBytes ? new LinkKey(read) : throw new InvalidDataException($"{path} is no key for links. Delete it, and the next start makes one; links that were sent open nothing then.");
    }

    /// <summary>Written whole and then named, so that a crash leaves no half of a key.</summary>
    private static void Make(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var unfinished = path + ".unfinished";
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(KeyBytes));
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path);
    }
}
