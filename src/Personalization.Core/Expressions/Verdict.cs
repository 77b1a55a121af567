namespace Personalization.Core.Expressions;

/// <summary>What can be said about a condition before there is any state.</summary>
public enum Verdict
{
    /// <summary>It depends.</summary>
    Depends,

    /// <summary>It holds whatever the state is.</summary>
    Always,

    /// <summary>It holds for no state.</summary>
    Never,
}
