using System.Globalization;

namespace Personalization.Simulation;

/// <summary>What the program was asked for.</summary>
/// <param name="Seeds">How many worlds to run, from <paramref name="FirstSeed"/> on; 0 for none.</param>
/// <param name="FirstSeed">The first world's seed, or the seed of the kills.</param>
/// <param name="Kills">How often to kill a real server process; 0 for never.</param>
public sealed record SimulationArguments(int Seeds, ulong FirstSeed, int Kills)
{
    public const string Usage =
        """
        Usage: dotnet run -c Release --project tests/Personalization.Simulation -- <what>
          --seeds N [--seed S]   N simulated worlds, from seed S on (default 1)
          --seed S               one world
          --kills N [--seed S]   a real server process that is killed N times
        """;

    /// <summary>Reads the arguments; null where they make no sense, as to run nothing.</summary>
    public static SimulationArguments? Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (arguments[i] is not ("--seeds" or "--seed" or "--kills") || i + 1 == arguments.Count
                || !ulong.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || (number == 0 && arguments[i] != "--seed") || !given.TryAdd(arguments[i], number))
            {
                return null;
            }
        }

        if (given.Count == 0 || (given.ContainsKey("--seeds") && given.ContainsKey("--kills")))
        {
            return null;
        }

        var kills = (int)Math.Min(given.GetValueOrDefault("--kills"), int.MaxValue);
        var seeds = given.TryGetValue("--seeds", out var many) ? (int)Math.Min(many, int.MaxValue) : kills > 0 ? 0 : 1;
        return new SimulationArguments(seeds, given.GetValueOrDefault("--seed", 1UL), kills);
    }
}
