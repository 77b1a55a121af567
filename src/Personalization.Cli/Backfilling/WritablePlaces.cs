namespace Personalization.Cli.Backfilling;

/// <summary>Whether what a backfill has to remember can be written. Asked before anything is sent.</summary>
internal static class WritablePlaces
{
    /// <summary>Looks, and leaves nothing behind.</summary>
    /// <exception cref="UsageException">One cannot be written; the message names the options for other places.</exception>
    public static void Check(BackfillOrder order)
    {
        if (order.HasPlace)
        {
            Try(order.ProgressPath);
        }

        Try(order.RejectedPath);
    }

    private static void Try(string path)
    {
        try
        {
            using var file = File.Exists(path)
                ? new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)
                : new FileStream($"{path}.{Guid.NewGuid():N}", FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            var reason = refused is UnauthorizedAccessException ? "you may not write there" : Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) ? "nothing can be made in its folder" : "its folder is missing";
            throw new UsageException($"{path} cannot be written: {reason}. Name a folder for progress with --state, and a file for refused events with --rejected.");
        }
    }
}
