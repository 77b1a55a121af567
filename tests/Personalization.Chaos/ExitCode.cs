namespace Personalization.Chaos;

/// <summary>How the program ends.</summary>
internal static class ExitCode
{
    public const int Passed = 0, Violated = 1, Misused = 2, Impossible = 3;
}
