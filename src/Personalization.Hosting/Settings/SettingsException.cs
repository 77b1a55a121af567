namespace Personalization.Hosting.Settings;

/// <summary>The server cannot run as asked; the message is for whoever starts it.</summary>
/// <param name="message">What is wrong and what to do.</param>
/// <param name="exitCode">2 where the flags are wrong, 1 where what they name is.</param>
public sealed class SettingsException(string message, int exitCode = SettingsException.Usage) : Exception(message)
{
    /// <summary>The flags are wrong.</summary>
    public const int Usage = 2;

    /// <summary>What the flags name is wrong.</summary>
    public const int Refused = 1;

    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
