using System.Globalization;
using Personalization.Journal.Statistics;

namespace Personalization.Cli.Journaling;

/// <summary>What a journal holds, for people and for machines.</summary>
internal static class StatisticsText
{
    /// <summary>Writes a table of what a data folder holds.</summary>
    public static Task Write(FolderStatistics folder, Output output) =>
        TextTable.Write(output, ["what", "number"], [.. RowsOf(folder.Events), .. RowsOf(folder)]);

    /// <summary>Writes a table of what a journal holds.</summary>
    public static Task Write(JournalStatistics events, Output output) => TextTable.Write(output, ["what", "number"], [.. RowsOf(events)]);

    /// <summary>A data folder as an object.</summary>
    public static object Shape(FolderStatistics folder) => new
    {
        events = Shape(folder.Events), folder.Commits, folder.ArchivedCommits, folder.Archives, folder.ArchiveBytes, folder.PayloadBytes, folder.DatabaseBytes,
        folder.FreeBytes, folder.LogBytes, folder.IndexRuns, folder.IndexBytes, folder.Snapshots, folder.SnapshotBytes,
    };

    /// <summary>A journal as an object.</summary>
    public static object Shape(JournalStatistics events) => new
    {
        inAll = events.Events, erased = events.ErasedEvents, firstReceived = events.FirstReceived?.ToString(), lastReceived = events.LastReceived?.ToString(),
        subjects = events.Subjects.ToDictionary(one => Lower(one.Key), one => one.Value),
        tenants = events.Tenants,
        types = events.Types.ToDictionary(one => Lower(one.Key), one => one.Value),
    };

    private static IEnumerable<string[]> RowsOf(JournalStatistics events)
    {
        yield return ["events", Of(events.Events)];
        foreach (var (type, count) in events.Types)
        {
            yield return [$"events {Lower(type)}", Of(count)];
        }

        foreach (var (tenant, count) in events.Tenants)
        {
            yield return [$"events of {tenant}", Of(count)];
        }

        yield return ["places of erased events", Of(events.ErasedEvents)];
        foreach (var (kind, count) in events.Subjects)
        {
            yield return [$"subjects {Lower(kind)}", Of(count)];
        }

        yield return ["first received", events.FirstReceived?.ToString() ?? "-"];
        yield return ["last received", events.LastReceived?.ToString() ?? "-"];
    }

    private static IEnumerable<string[]> RowsOf(FolderStatistics folder) =>
    [
        ["commits", Of(folder.Commits)],
        ["commits in archives", Of(folder.ArchivedCommits)],
        ["archives", Of(folder.Archives)],
        ["archive bytes", Of(folder.ArchiveBytes)],
        ["bytes of commits, unpacked", Of(folder.PayloadBytes)],
        ["journal.db bytes", Of(folder.DatabaseBytes)],
        ["journal.db bytes free", Of(folder.FreeBytes)],
        ["journal.db-wal bytes", Of(folder.LogBytes)],
        ["index runs", folder.IndexRuns is { } runs ? Of(runs) : "-"],
        ["index.db bytes", Of(folder.IndexBytes)],
        ["snapshots", folder.Snapshots is { } snapshots ? Of(snapshots) : "-"],
        ["snapshots.db bytes", Of(folder.SnapshotBytes)],
    ];

    private static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Lower<T>(T name)
        where T : struct, Enum => char.ToLowerInvariant(name.ToString()[0]) + name.ToString()[1..];
}
