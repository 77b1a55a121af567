namespace Personalization.Core.Decisions;

/// <summary>Whether a decision counts.</summary>
public enum DecisionMode
{
    /// <summary>The answer is going to be shown: it is recorded and caps count it.</summary>
    Serve,

    /// <summary>A look: nothing changes.</summary>
    Peek,
}
