using System.Globalization;

namespace Personalization.Chaos;

/// <summary>What the program was asked for.</summary>
internal sealed record ChaosArguments
{
    public const string Usage =
        """
        Usage: dotnet run -c Release --project tests/Personalization.Chaos -- chaos|upgrade [options]
          chaos              three silos under load: they are killed, cut off and replaced, and PostgreSQL is restarted
          upgrade            three silos under load are replaced by those of a newer wire version, and back; no call may fail
          --seconds N        how long the load lasts (default 600; an upgrade takes as long as it takes)
          --every N          seconds after which a silo goes or comes (default 30)
          --rate N           calls a second of all clients together (default 120)
          --probe N          milliseconds that a silo waits for another one's answer (default 1000, as in production)
          --seed N           where calls and faults come from (default: drawn, and printed)
          --times told       what took too long is told and does not count: for machines that have other work (default judged)
          --logs F           keep the logs of all processes in a folder
        """;

    /// <summary>Whether it is the rolling upgrade.</summary>
    public bool IsUpgrade { get; init; }

    /// <summary>How long the load lasts.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>After which time a silo goes or comes.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls a second.</summary>
    public int Rate { get; init; } = 120;

    /// <summary>How long a silo waits for another one's answer, in milliseconds.</summary>
    public int ProbeMilliseconds { get; init; } = 1000;

    /// <summary>Where calls and faults come from.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>Whether what took too long is a violation.</summary>
    public bool AreTimesJudged { get; init; } = true;

    /// <summary>The folder for logs; null for none.</summary>
    public string? Logs { get; init; }

    /// <summary>Reads the arguments; null where they make no sense.</summary>
    public static ChaosArguments? Parse(IReadOnlyList<string> arguments)
    {
        if (arguments.Count % 2 == 0 || arguments[0] is not ("chaos" or "upgrade"))
        {
            return null;
        }

        var read = new ChaosArguments { IsUpgrade = arguments[0] == "upgrade" };
        for (var at = 1; at < arguments.Count && read is not null; at += 2)
        {
            read = read.With(arguments[at], arguments[at + 1]);
        }

        return read;
    }

    private ChaosArguments? With(string name, string value) => name switch
    {
        "--logs" => this with { Logs = value },
        "--times" => value is "told" or "judged" ? this with { AreTimesJudged = value == "judged" } : null,
        _ => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? With(name, number) : null,
    };

    private ChaosArguments? With(string name, int number) => name switch
    {
        "--seed" => this with { Seed = number },
        "--seconds" when number > 0 => this with { Duration = TimeSpan.FromSeconds(number) },
        "--every" when number > 0 => this with { Every = TimeSpan.FromSeconds(number) },
        "--probe" when number is >= 200 and <= 60_000 => this with { ProbeMilliseconds = number },
        "--rate" when number > 0 => this with { Rate = number },
        _ => null,
    };
}
