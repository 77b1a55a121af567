using Personalization.Replay.Backfilling;

namespace Personalization.Cli.Backfilling;

/// <summary>What to load, and how.</summary>
internal sealed record BackfillOrder
{
    /// <summary>The file; <c>-</c> for standard input, null for a queue.</summary>
    public string? File { get; init; }

    /// <summary>The queue; null for a file.</summary>
    public QueueOptions? Queue { get; init; }

    /// <summary>How events are written in the file; null for what its name tells.</summary>
    public SourceFormat? Format { get; init; }

    /// <summary>The most events a second; null for as many as the server takes.</summary>
    public double? RatePerSecond { get; init; }

    /// <summary>Whether to go on where an earlier run ended.</summary>
    public bool IsResumed { get; init; }

    /// <summary>The folder for progress; null for beside the file.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The file for refused events; null for beside the source.</summary>
    public string? RejectedFile { get; init; }

    /// <summary>Whether the file can be gone on with.</summary>
    public bool HasPlace => File is not null and not "-";

    /// <summary>Where refused events go.</summary>
    public string RejectedPath => RejectedFile ?? (Queue is { } queue ? queue.Queue.Replace('/', '_') : File == "-" ? "standard-input" : File) + ".rejected.ndjson";

    /// <summary>Where progress goes.</summary>
    public string ProgressPath => StateFolder is { } folder ? Path.Combine(folder, Path.GetFileName(File!) + ".progress.json") : File + ".progress.json";

    /// <summary>What would be destroyed if refused events were written, in a sentence; null for nothing. Opens nothing.</summary>
    public string? FindLoss()
    {
        var (target, rejected) = (FileIdentity.Of(RejectedPath), RejectedFile is null ? $"The file for refused events, {RejectedPath}," : $"--rejected {RejectedPath}");
        return target is { IsFile: false } ? $"{rejected} is no file but a folder, a pipe or a device; give another one with --rejected."
            : target is not null && HasPlace && FileIdentity.Of(File!) == target ? $"{rejected} is the file that is to be loaded, and would take its place; give another one with --rejected."
            : target is not null && HasPlace && FileIdentity.Of(ProgressPath) == target ? $"{rejected} is the file that says how far the loading is; give another one with --rejected."
            : null;
    }

    /// <summary>What the command line said beside the source, as it is to be said again; without secrets.</summary>
    public string Flags { get; init; } = "";

    /// <summary>The command line that goes on with this.</summary>
    public string Again => "personalize replay backfill " + (Queue is { } queue ? "--queue " + ShellWord.Of(queue.Queue) : ShellWord.Of(File!) + (HasPlace && System.IO.File.Exists(ProgressPath) ? " --resume" : "")) + Flags;
}
