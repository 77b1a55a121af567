using System.Globalization;

namespace Personalization.Cluster.Benchmarks.Processes;

/// <summary>What processes have taken of the processors, as Linux counts it (proc(5), <c>/proc/[pid]/stat</c>).</summary>
internal static class ProcessorTime
{
    /// <summary>Linux counts in hundredths of a second on all machines that .NET runs on (<c>USER_HZ</c>).</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Of one process with all of its threads; zero where it is gone.</summary>
    public static TimeSpan Of(int process)
    {
        // User and system time are fields 14 and 15; the name before them may hold anything, and ends with the last bracket.
        return Read(process) is { } stat ? TimeSpan.FromSeconds((double)(Number(stat, 14) + Number(stat, 15)) / TicksPerSecond) : TimeSpan.Zero;
    }

    /// <summary>Of all of PostgreSQL's processes that this process has started, those that have ended included.</summary>
    public static TimeSpan OfPostgres()
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && Read(process) is { Name: "postgres" } stat && IsOurs(stat))
            {
                // Those that have ended count for whoever waited for them: fields 16 and 17.
                ticks += Number(stat, 14) + Number(stat, 15) + Number(stat, 16) + Number(stat, 17);
            }
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    private static bool IsOurs(Stat stat)
    {
        for (Stat? above = stat; above is { } one; above = Read((int)Number(one, 4)))
        {
            if (Number(one, 4) == Environment.ProcessId)
            {
                return true;
            }
        }

        return false;
    }

    private static Stat? Read(int process)
    {
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            var end = text.LastIndexOf(')');
            return new Stat(text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..end], text[(end + 2)..].Split(' '));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static long Number(Stat stat, int field) => long.Parse(stat.FromThird[field - 3], CultureInfo.InvariantCulture);

    private sealed record Stat(string Name, string[] FromThird);
}
