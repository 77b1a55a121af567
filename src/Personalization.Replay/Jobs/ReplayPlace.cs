using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Replay.Jobs;

/// <summary>A process' folder of jobs, by a name that stays with the folder, and that no other process has open.</summary>
/// <remarks>Jobs go on where their files are. A process that starts over the same files, at whatever address, is the one that others wait for.</remarks>
public sealed class ReplayPlace : IDisposable
{
    private const int NameChars = 16;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    private readonly FileStream file;

    private ReplayPlace(FileStream file, string name) => (this.file, Name) = (file, name);

    /// <summary>The name: sixteen hexadecimal digits.</summary>
    public string Name { get; }

    /// <summary>Opens a folder, and gives it a name where it has none.</summary>
    /// <param name="folder">The folder of all jobs; made where it is missing.</param>
    /// <exception cref="IOException">Another process works there, or the disk refuses.</exception>
    /// <exception cref="InvalidDataException">What is there is no name.</exception>
    public static ReplayPlace Open(string folder)
    {
        Directory.CreateDirectory(folder);
        var opened = OpenAlone(Path.Combine(folder, "place"));
        try
        {
            return new ReplayPlace(opened, opened.Length == 0 ? WriteName(opened) : ReadName(opened));
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static FileStream OpenAlone(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (File.Exists(path))
        {
            throw new IOException($"{path} cannot be opened alone: another process keeps its replays there, and would do the same work twice. Give each process a --data folder of its own.", taken);
        }
    }

    private static string WriteName(FileStream empty)
    {
        var name = RandomNumberGenerator.GetHexString(NameChars, lowercase: true);
        empty.Write(Encoding.ASCII.GetBytes(name));
        empty.Flush(flushToDisk: true);
        return name;
    }

    private static string ReadName(FileStream named)
    {
        Span<byte> read = stackalloc byte[NameChars];
        return named.Length == NameChars && named.ReadAtLeast(read, NameChars, throwOnEndOfStream: false) == NameChars && !read.ContainsAnyExcept(Digits)
            ? Encoding.ASCII.GetString(read)
            : throw new InvalidDataException($"{named.Name} is not the name of a folder of replays. Delete it: the folder gets a new one, and what others remember of its replays is told anew.");
    }
}
