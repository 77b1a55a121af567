using System.Runtime.InteropServices;

namespace Personalization.Simulation.Disks.Vfs;

/// <summary><c>sqlite3_file</c> with what belongs to it here: a handle of the <see cref="OpenFile"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeFile
{
    public NativeFileMethods* Methods;
    public nint Handle;

    /// <summary>The open file behind it.</summary>
    public static OpenFile Of(NativeFile* file) => (OpenFile)GCHandle.FromIntPtr(file->Handle).Target!;
}
