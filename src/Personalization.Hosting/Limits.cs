namespace Personalization.Hosting;

/// <summary>Every bound of what the executables share, each with the reason for its number.</summary>
internal static class Limits
{
    /// <summary>Warnings and errors of one kind that the console shows in one <see cref="LogWindow"/>: enough to see that it goes on, too few to bury the one that tells why.</summary>
    public const int LogLinesPerWindow = 5;

    /// <summary>As long as one minute of a trouble that lasts: some lines of it each minute say that it is still there.</summary>
    public static readonly TimeSpan LogWindow = TimeSpan.FromMinutes(1);

    /// <summary>Kinds of messages that are counted; a program has some hundreds in its code. What comes after is shown each time.</summary>
    public const int LogKindsMax = 2_000;

    /// <summary>How much of what passing trouble says of itself is shown: some frameworks put whole stack traces into their messages.</summary>
    public const int LogTroubleCharsMax = 300;
}
