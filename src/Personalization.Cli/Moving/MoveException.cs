namespace Personalization.Cli.Moving;

/// <summary>A step of a move that a server did not do.</summary>
internal sealed class MoveException(string code, string message, bool isOutOfReach) : Exception(message)
{
    /// <summary>The server's code.</summary>
    public string Code => code;

    /// <summary>Whether the same may be asked again later.</summary>
    public bool IsOutOfReach => isOutOfReach;
}
