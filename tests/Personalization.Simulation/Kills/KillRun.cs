namespace Personalization.Simulation.Kills;

/// <summary>Kills a real server process under load, again and again, and checks what it recovers.</summary>
public static class KillRun
{
    /// <summary>Runs and prints; the exit code is one of <see cref="ExitCode"/>.</summary>
    /// <param name="kills">How often, at least 1.</param>
    /// <param name="seed">Where the moments of the kills come from.</param>
    /// <param name="output">The counts, and one last line.</param>
    /// <param name="errors">What is wrong with the call.</param>
    public static int Run(int kills, ulong seed, TextWriter output, TextWriter errors)
    {
        errors.WriteLine($"There is no server to kill {kills} times from seed {seed} yet.");
        return ExitCode.Usage;
    }
}
