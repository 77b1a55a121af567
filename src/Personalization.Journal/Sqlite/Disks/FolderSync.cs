using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Personalization.Journal.Sqlite.Disks;

/// <summary>Waits until the names in a folder are on the disk: POSIX has <c>fsync</c> of the folder for that, which .NET does not offer.</summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>Syncs a folder; Windows keeps names with its own log and needs nothing. Throws <see cref="IOException"/> where it fails.</summary>
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, ReadOnly);
        try
        {
            if (descriptor < 0 || Sync(descriptor) != 0)
            {
                throw new IOException($"'{folder}' cannot be synced.", new Win32Exception(Marshal.GetLastPInvokeError()));
            }
        }
        finally
        {
            if (descriptor >= 0)
            {
                _ = Close(descriptor);
            }
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
