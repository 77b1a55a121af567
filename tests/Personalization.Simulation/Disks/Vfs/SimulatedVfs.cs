using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Personalization.Simulation.Disks.Vfs;

/// <summary>Shows all simulated disks to SQLite under one name; the path says which disk is meant.</summary>
internal static unsafe class SimulatedVfs
{
    /// <summary>The name to open databases with.</summary>
    public const string Name = "simulated";

    private const int PathBytesMax = 512;
    private static readonly Lazy<bool> Registered = new(RegisterOnce);

    /// <summary>Registers it, once for the process.</summary>
    public static void Register() => _ = Registered.Value;

    private static bool RegisterOnce()
    {
        // SQLite keeps the pointers for as long as the process lives.
        var vfs = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        vfs->Version = 2;
        vfs->FileBytes = sizeof(NativeFile);
        vfs->PathBytesMax = PathBytesMax;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        vfs->Access = &Access;
        vfs->FullPath = &FullPath;
        vfs->Randomness = &Randomness;
        vfs->Sleep = &Sleep;
        vfs->Time = &Time;
        vfs->TimeMilliseconds = &TimeMilliseconds;
        SQLitePCL.Batteries_V2.Init();
        return Sqlite.Register(vfs, 0) == Sqlite.Ok ? true : throw new InvalidOperationException("SQLite took no VFS.");
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* path, NativeFile* file, int flags, int* flagsOut)
    {
        file->Methods = null;
        if (path is null || !SimulatedDisk.TryFind(Text(path), out var disk, out var name) || disk.IsDown)
        {
            return Sqlite.CannotOpen;
        }

        if (((flags & Sqlite.OpenCreate) != 0 ? disk.FindOrMake(name) : disk.Find(name)) is not { } found)
        {
            return Sqlite.CannotOpen;
        }

        // As SQLite's VFS for Unix does: the first sync of a log syncs its folder, whoever made it.
        var syncsFolder = (flags & Sqlite.OpenCreate) != 0 && (flags & (Sqlite.OpenJournal | Sqlite.OpenLog)) != 0;
        var open = new OpenFile(disk, found, name, syncsFolder);
        file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(open));
        file->Methods = FileCalls.Methods;
        if (flagsOut is not null)
        {
            *flagsOut = flags;
        }

        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* path, int syncFolder) =>
        SimulatedDisk.TryFind(Text(path), out var disk, out var name) && !disk.IsDown && disk.TryDelete(name, syncFolder != 0) ? Sqlite.Ok : Sqlite.DeleteFailed;

    /// <summary>An empty file counts as none, as it does in SQLite's own VFS for Unix.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(NativeVfs* vfs, byte* path, int flags, int* result)
    {
        *result = SimulatedDisk.TryFind(Text(path), out var disk, out var name) && disk.Length(name) > 0 ? 1 : 0;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPath(NativeVfs* vfs, byte* path, int bytesMax, byte* full)
    {
        var from = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path);
        if (from.Length >= bytesMax)
        {
            return Sqlite.CannotOpen;
        }

        from.CopyTo(new Span<byte>(full, bytesMax));
        full[from.Length] = 0;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(NativeVfs* vfs, int count, byte* into)
    {
        // The salts of logs come from here; nothing that is checked depends on them.
        new Span<byte>(into, count).Fill(0x5A);
        return count;
    }

    /// <summary>Nobody waits: all connections of a disk are on one thread, so what is locked now stays locked.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(NativeVfs* vfs, int microseconds) => microseconds;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Time(NativeVfs* vfs, double* days)
    {
        *days = 2_461_000;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int TimeMilliseconds(NativeVfs* vfs, long* milliseconds)
    {
        *milliseconds = 2_461_000L * 86_400_000;
        return Sqlite.Ok;
    }

    private static string Text(byte* path) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path));
}
