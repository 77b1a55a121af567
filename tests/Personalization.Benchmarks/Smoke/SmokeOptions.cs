using System.Globalization;

namespace Personalization.Benchmarks.Smoke;

/// <summary>How long and how often to measure.</summary>
internal sealed record SmokeOptions(int Rounds = 5, double Seconds = 2, string? Only = null)
{
    public static SmokeOptions Parse(string[] args)
    {
        var options = new SmokeOptions();
        for (var at = 0; at + 1 < args.Length; at += 2)
        {
            options = args[at] switch
            {
                "--rounds" => options with { Rounds = int.Parse(args[at + 1], CultureInfo.InvariantCulture) },
                "--seconds" => options with { Seconds = double.Parse(args[at + 1], CultureInfo.InvariantCulture) },
                "--only" => options with { Only = args[at + 1] },
                _ => throw new ArgumentException($"{args[at]} is no option of smoke."),
            };
        }

        return options;
    }
}
