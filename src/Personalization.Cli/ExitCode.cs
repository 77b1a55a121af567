namespace Personalization.Cli;

/// <summary>How the program ends; scripts rely on the numbers.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>The thing asked about is bad: a catalog with problems, rejected events, an unknown subject.</summary>
    Bad = 1,

    /// <summary>The command line makes no sense.</summary>
    Usage = 2,

    /// <summary>The server cannot be reached.</summary>
    Unreachable = 3,
}
