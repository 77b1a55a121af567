namespace Personalization.Simulation;

/// <summary>How the program ends.</summary>
public static class ExitCode
{
    public const int Passed = 0, Violated = 1, Usage = 2;
}
