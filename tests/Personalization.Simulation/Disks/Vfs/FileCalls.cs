using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Personalization.Simulation.Disks.Vfs;

/// <summary>What SQLite calls on an open file.</summary>
internal static unsafe class FileCalls
{
    private const int LockExclusive = 8, UnlockMark = 1;

    /// <summary>The table of the functions; lives as long as the process.</summary>
    public static NativeFileMethods* Methods { get; } = Make();

    private static NativeFileMethods* Make()
    {
        var methods = (NativeFileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeFileMethods));
        methods->Version = 2;
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->Length = &Length;
        methods->Lock = &Lock;
        methods->Unlock = &Unlock;
        methods->IsReserved = &IsReserved;
        methods->Control = &Control;
        methods->SectorBytes = &SectorBytes;
        methods->Characteristics = &Characteristics;
        methods->MapMemory = &MapMemory;
        methods->LockMemory = &LockMemory;
        methods->Barrier = &Barrier;
        methods->UnmapMemory = &UnmapMemory;
        return methods;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        NativeFile.Of(file).Dispose();
        GCHandle.FromIntPtr(file->Handle).Free();
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, void* into, int count, long at) => NativeFile.Of(file).Read(at, new Span<byte>(into, count)) switch
    {
        DiskAnswer.Done => Sqlite.Ok,
        DiskAnswer.Short => Sqlite.ShortRead,
        _ => Sqlite.ReadFailed,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, void* from, int count, long at) =>
        Code(NativeFile.Of(file).Write(at, new ReadOnlySpan<byte>(from, count)), Sqlite.WriteFailed);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long to) => Code(NativeFile.Of(file).Truncate(to), Sqlite.TruncateFailed);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) => Code(NativeFile.Of(file).Sync(), Sqlite.SyncFailed);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Length(NativeFile* file, long* length)
    {
        var open = NativeFile.Of(file);
        *length = open.Length;
        return open.IsAlive ? Sqlite.Ok : Sqlite.LengthFailed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int wanted)
    {
        var open = NativeFile.Of(file);
        return !open.IsAlive ? Sqlite.LockFailed : open.TryLock((FileLock)wanted) ? Sqlite.Ok : Sqlite.Busy;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int wanted)
    {
        NativeFile.Of(file).Unlock((FileLock)wanted);
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsReserved(NativeFile* file, int* result)
    {
        *result = NativeFile.Of(file).IsReserved ? 1 : 0;
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(NativeFile* file, int what, void* argument) => Sqlite.NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorBytes(NativeFile* file) => 4096;

    /// <summary>As SQLite's VFS for Unix says of every disk.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(NativeFile* file) => Sqlite.PowersafeOverwrite;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MapMemory(NativeFile* file, int piece, int bytes, int make, void** memory)
    {
        var open = NativeFile.Of(file);
        *memory = null;
        if (!open.IsAlive)
        {
            return Sqlite.SharedMemoryFailed;
        }

        *memory = (void*)open.Map(piece, bytes, make != 0);
        return Sqlite.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int LockMemory(NativeFile* file, int first, int count, int flags)
    {
        var open = NativeFile.Of(file);
        if ((flags & UnlockMark) != 0)
        {
            open.UnlockMemory(first, count);
            return Sqlite.Ok;
        }

        return !open.IsAlive ? Sqlite.SharedMemoryFailed : open.TryLockMemory(first, count, (flags & LockExclusive) != 0) ? Sqlite.Ok : Sqlite.Busy;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Barrier(NativeFile* file) => Interlocked.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnmapMemory(NativeFile* file, int delete)
    {
        NativeFile.Of(file).Unmap();
        return Sqlite.Ok;
    }

    private static int Code(DiskAnswer answer, int failed) => answer switch
    {
        DiskAnswer.Done => Sqlite.Ok,
        DiskAnswer.Full => Sqlite.Full,
        _ => failed,
    };
}
