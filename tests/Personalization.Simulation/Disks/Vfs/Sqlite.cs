using System.Runtime.InteropServices;

namespace Personalization.Simulation.Disks.Vfs;

/// <summary>What SQLite's C interface calls its numbers, and the one function that is needed of it. Source: https://www.sqlite.org/c3ref/intro.html.</summary>
internal static partial class Sqlite
{
    public const int Ok = 0, Busy = 5, Full = 13, CannotOpen = 14, NotFound = 12;

    public const int ReadFailed = 266, ShortRead = 522, WriteFailed = 778, SyncFailed = 1034, TruncateFailed = 1546,
        LengthFailed = 1802, DeleteFailed = 2570, LockFailed = 3850, SharedMemoryFailed = 5386;

    public const int OpenCreate = 0x4, OpenJournal = 0x800, OpenLog = 0x80000;

    public const int PowersafeOverwrite = 0x1000;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    public static unsafe partial int Register(NativeVfs* vfs, int makeDefault);
}
