using System.Collections.Concurrent;

namespace Personalization.Simulation.Disks;

/// <summary>One folder of files in memory, that fails as disks do.</summary>
/// <remarks>
/// The fault model:
/// <list type="bullet">
/// <item>A write goes to the page cache, where every reader sees it at once. A sync of its file makes it durable.</item>
/// <item>A power cut loses what is not durable: all of it, or everything from some write on, or any subset, in which a later write may be there and an
/// earlier one not. The first sectors (512 bytes) of a write may be there without its last ones; a sector is written whole or not at all, and no
/// write touches bytes beside its own (SQLite calls that powersafe overwrite and relies on it).</item>
/// <item>Making and deleting a file changes its folder. That is durable once the folder is synced, which SQLite does with the first sync of a new log;
/// a sync of the file makes its own name durable. Changes of the folder happen in their order or not at all, as on file systems with a journal.</item>
/// <item>A failed sync leaves each write durable or not, and the page cache takes all of them for clean: a later sync writes none of them again. Reads
/// go on to see the page cache, or see what the disk has. Likewise the sync of a folder after a renaming: the name is on the disk or not, and only
/// another renaming writes it again.</item>
/// <item>A full disk refuses writes that make a file longer, until there is room again. Other writes and reads fail one at a time.</item>
/// <item>Bits flip while no process has the files open: a disk that changes bits under a running process would change its memory as well.</item>
/// <item>The death of the process alone loses nothing that was written.</item>
/// </list>
/// Not part of it: a disk that says it has synced and has not (that is what a planted bug does), whole sectors at wrong places, and time.
/// A disk is used by one thread at a time.
/// </remarks>
public sealed partial class SimulatedDisk : IDisposable
{
    private const string Root = "/simulated/";
    private static readonly ConcurrentDictionary<string, SimulatedDisk> Mounted = new(StringComparer.Ordinal);
    private static long mounts;
    private readonly Dice dice;
    private readonly List<FolderChange> changes = [];
    private readonly HashSet<string> takenForClean = new(StringComparer.Ordinal);
    private Dictionary<string, SimulatedFile> names = new(StringComparer.Ordinal);
    private Dictionary<string, SimulatedFile> durableNames = new(StringComparer.Ordinal);
    private long order;

    /// <summary>Makes an empty disk.</summary>
    /// <param name="dice">What decides which writes survive.</param>
    public SimulatedDisk(Dice dice)
    {
        this.dice = dice;
        Vfs.SimulatedVfs.Register();
        Folder = $"{Root}{Interlocked.Increment(ref mounts)}";
        Mounted[Folder] = this;
    }

    /// <summary>Its only folder, by which the VFS finds it.</summary>
    public string Folder { get; }

    /// <summary>What went wrong so far.</summary>
    public FaultCounts Faults { get; } = new();

    /// <summary>Whether there is no power, or the process that had the files open is dead: everything fails until <see cref="Restart"/>.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Which life of the machine this is; a file that was opened in another one is of no use.</summary>
    internal int Life { get; private set; }

    /// <summary>Whether the disk says that it has synced and has not: not a fault of the model, but a planted bug.</summary>
    public bool IsLying { get; init; }

    /// <summary>The disk that a path is on, and the file's name, which folders inside of the disk's are part of.</summary>
    internal static bool TryFind(string path, out SimulatedDisk disk, out string name)
    {
        var end = path.StartsWith(Root, StringComparison.Ordinal) ? path.IndexOf('/', Root.Length) : -1;
        name = path[(end + 1)..];
        return Mounted.TryGetValue(path[..Math.Max(end, 0)], out disk!);
    }

    /// <summary>The names of the files.</summary>
    public IEnumerable<string> Files => names.Keys.Order(StringComparer.Ordinal);

    /// <summary>How many bytes a file has; 0 where there is none.</summary>
    public long Length(string name) => names.TryGetValue(name, out var file) ? file.Cached.Length : 0;

    /// <summary>Changes bits of what is stored. Only while nobody has the files open.</summary>
    /// <param name="name">The file.</param>
    /// <param name="at">The byte.</param>
    /// <param name="mask">The bits to turn around.</param>
    public void Flip(string name, long at, byte mask)
    {
        if (names.TryGetValue(name, out var file) && at < file.Cached.Length)
        {
            Faults.Add(FaultKind.BitFlip);
            file.Cached.Bytes[(int)at] ^= mask;
            if (at < file.Durable.Length)
            {
                file.Durable.Bytes[(int)at] ^= mask;
            }
        }
    }

    /// <summary>Does what a program does that takes damage for the end of its data: cuts a log off there, and throws away what knows better.</summary>
    public void CutOff(string log, long at)
    {
        names.Remove("journal.ack");
        if (log.EndsWith("-wal", StringComparison.Ordinal) && names.TryGetValue(log, out var file))
        {
            file.Cached.Truncate(at);
        }
    }

    /// <summary>Remembers everything that is stored.</summary>
    /// <returns>Puts it back.</returns>
    public Action Keep()
    {
        var copies = new Dictionary<SimulatedFile, SimulatedFile>();
        var clean = takenForClean.ToList();
        var (cached, durable, kept) = (Copy(names), Copy(durableNames), changes.ConvertAll(change => change with { File = CopyOf(change.File) }));
        return () =>
        {
            (names, durableNames) = (cached, durable);
            changes.Clear();
            changes.AddRange(kept);
            takenForClean.Clear();
            takenForClean.UnionWith(clean);
        };

        Dictionary<string, SimulatedFile> Copy(Dictionary<string, SimulatedFile> from) =>
            from.ToDictionary(pair => pair.Key, pair => CopyOf(pair.Value)!, StringComparer.Ordinal);

        SimulatedFile? CopyOf(SimulatedFile? file) =>
            file is null ? null : copies.TryGetValue(file, out var copy) ? copy : copies[file] = file.Copy();
    }

    /// <inheritdoc/>
    public void Dispose() => Mounted.TryRemove(Folder, out _);
}
