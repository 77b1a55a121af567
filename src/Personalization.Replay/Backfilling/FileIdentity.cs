using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Personalization.Replay.Backfilling;

/// <summary>What a path leads to, every link followed: by what a file is the same under another name, and whether it is a file at all. .NET tells neither.</summary>
/// <param name="IsFile">Whether it is a plain file; else a folder, a pipe, a device or a socket.</param>
/// <param name="Id">The same for all names of the same thing.</param>
public readonly record struct FileIdentity(bool IsFile, string Id)
{
    // statx(2): the layout of its answer is the same on every processor, which that of stat is not.
    private const int WorkingFolder = -100, AnswerBytes = 256, ModeAt = 28, InodeAt = 32, DeviceAt = 136;
    private const uint TypeAndInode = 0x101;
    private const int TypeMask = 0xF000, PlainFile = 0x8000;

    /// <summary>Looks at a path without opening what is there: opening a pipe would wait for whoever writes to it.</summary>
    /// <returns>Null where nothing is there.</returns>
    public static FileIdentity? Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!OperatingSystem.IsLinux())
        {
            return File.Exists(path) || Directory.Exists(path) ? new FileIdentity(File.Exists(path), Followed(path)) : null;
        }

        var answer = new byte[AnswerBytes];
        return Look(WorkingFolder, path, 0, TypeAndInode, answer) != 0 ? null : new FileIdentity(
            (BinaryPrimitives.ReadUInt16LittleEndian(answer.AsSpan(ModeAt)) & TypeMask) == PlainFile,
            $"{BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(DeviceAt)):x}:{BinaryPrimitives.ReadUInt64LittleEndian(answer.AsSpan(InodeAt)):x}");
    }

    /// <summary>Where systems other than Linux are asked, hard links stay unknown.</summary>
    private static string Followed(string path) => Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Look(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] answer);
}
