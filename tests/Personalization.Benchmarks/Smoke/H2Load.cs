using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Personalization.Benchmarks.Smoke;

/// <summary>Drives unary calls with h2load, whose cost on the shared cores is small and the same for every peer.</summary>
internal static partial class H2Load
{
    private const int Connections = 4;
    private const int StreamsPerConnection = 32;

    /// <summary>Whether the program is installed.</summary>
    public static bool IsPresent { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "h2load")));

    /// <summary>Posts a body again and again and gives the completed requests per second.</summary>
    /// <exception cref="InvalidOperationException">A request failed: then the figure would mean nothing.</exception>
    public static async Task<double> Post(Uri address, string bodyFile, TimeSpan duration, params string[] headers)
    {
        string[] arguments =
        [
            "-D", Math.Max(1, (int)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            "-c", Connections.ToString(CultureInfo.InvariantCulture), "-m", StreamsPerConnection.ToString(CultureInfo.InvariantCulture), "-t", "1",
            "-d", bodyFile, .. headers.SelectMany(header => (string[])["-H", header]), address.ToString(),
        ];
        using var load = Process.Start(new ProcessStartInfo("h2load", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await load.StandardOutput.ReadToEndAsync();
        await load.WaitForExitAsync();
        var rate = RatePattern().Match(output);
        var failures = FailurePattern().Match(output);
        return rate.Success && failures is { Success: true } && failures.Groups["failed"].Value == "0" && failures.Groups["errored"].Value == "0"
            ? double.Parse(rate.Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException("h2load reports failed requests:\n" + output);
    }

    [GeneratedRegex(@"finished in [^,]+, (?<rate>[0-9.]+) req/s", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RatePattern();

    [GeneratedRegex(@"(?<failed>\d+) failed, (?<errored>\d+) errored", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FailurePattern();
}
