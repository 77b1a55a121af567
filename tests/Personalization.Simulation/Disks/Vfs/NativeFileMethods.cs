using System.Runtime.InteropServices;

namespace Personalization.Simulation.Disks.Vfs;

/// <summary><c>sqlite3_io_methods</c>, version 2: with shared memory, without memory maps. Source: https://www.sqlite.org/c3ref/io_methods.html.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFileMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<NativeFile*, int> Close;
    public delegate* unmanaged[Cdecl]<NativeFile*, void*, int, long, int> Read, Write;
    public delegate* unmanaged[Cdecl]<NativeFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<NativeFile*, long*, int> Length;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Lock, Unlock;
    public delegate* unmanaged[Cdecl]<NativeFile*, int*, int> IsReserved;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, void*, int> Control;
    public delegate* unmanaged[Cdecl]<NativeFile*, int> SectorBytes, Characteristics;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, void**, int> MapMemory;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int, int, int> LockMemory;
    public delegate* unmanaged[Cdecl]<NativeFile*, void> Barrier;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> UnmapMemory;
}
