using System.Text.Json;
using Personalization.Cli.Sending;
using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Backfilling;

/// <summary>How far a backfill of a file came; see docs/guides/replay.md. Written whole, so that a crash leaves the one before.</summary>
/// <param name="Format">The version of this form.</param>
/// <param name="File">Which file was loaded.</param>
/// <param name="Line">The last line that need not be loaded again.</param>
/// <param name="Counts">What became of the lines up to there.</param>
/// <param name="RejectedBytes">How long the file of refused events was then.</param>
internal sealed record ProgressFile(int Format, FileFingerprint File, long Line, SentCounts Counts, long RejectedBytes)
{
    private const int ThisFormat = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { IgnoreReadOnlyProperties = true };

    /// <summary>That of a file of which nothing was loaded.</summary>
    public static ProgressFile Begin(FileFingerprint file) => new(ThisFormat, file, 0, default, 0);

    /// <summary>Reads one; null where there is none.</summary>
    /// <exception cref="UsageException">It is none of ours, or of a newer program.</exception>
    public static ProgressFile? Read(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            return null;
        }

        try
        {
            var read = JsonSerializer.Deserialize<ProgressFile>(System.IO.File.ReadAllBytes(path), Options);
            return read is { Format: ThisFormat, File: not null } ? read : throw new UsageException($"{path} was written by another version of this program. Delete it to begin anew.");
        }
        catch (JsonException broken)
        {
            throw new UsageException($"{path} is no progress file: {broken.Message} Delete it to begin anew.");
        }
    }

    /// <summary>Writes it in the place of the one before.</summary>
    public void Write(string path)
    {
        var next = path + ".new";
        System.IO.File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(this, Options));
        System.IO.File.Move(next, path, overwrite: true);
    }
}
