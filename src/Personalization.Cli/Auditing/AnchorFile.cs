using Personalization.Journal.Audit.Anchors;

namespace Personalization.Cli.Auditing;

/// <summary>Anchors as files.</summary>
internal static class AnchorFile
{
    /// <summary>Reads an anchor.</summary>
    /// <exception cref="UsageException">It cannot be read, or is none.</exception>
    public static AuditAnchor Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[(int)Math.Min(file.Length, Journal.Limits.AnchorBytesMax + 1)];
            file.ReadExactly(bytes);
            return AnchorJson.Read(bytes, out var anchor) is { } problem ? throw new UsageException($"{path}: {problem.Message}") : anchor!;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The anchor {path} cannot be read: {unreadable.Message}");
        }
    }

    /// <summary>Writes an anchor to a new file: one that is there is evidence and stays.</summary>
    /// <exception cref="UsageException">There is such a file, or it cannot be made.</exception>
    public static void Write(string path, AuditAnchor anchor)
    {
        try
        {
            using var file = new FileStream(path, FileMode.CreateNew);
            file.Write([.. AnchorJson.Write(anchor), (byte)'\n']);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--out {path}: {refused.Message}");
        }
    }
}
