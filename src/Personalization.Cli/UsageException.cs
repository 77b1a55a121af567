namespace Personalization.Cli;

/// <summary>The command line cannot be carried out as it stands; the message says what to change.</summary>
internal sealed class UsageException(string message) : Exception(message);
