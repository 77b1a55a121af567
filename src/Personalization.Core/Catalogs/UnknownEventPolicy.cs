namespace Personalization.Core.Catalogs;

/// <summary>What becomes of an event whose name has no contract.</summary>
public enum UnknownEventPolicy
{
    /// <summary>It is rejected as <c>unknown_event</c> and kept in the dead letters.</summary>
    Reject,

    /// <summary>It is stored in the user's stream and folds into nothing.</summary>
    Keep,
}
