namespace Personalization.Grains.Embedded;

/// <summary>Which of the streams that an event is meant for lack it.</summary>
internal readonly record struct IngestVerdict(bool IsNewToUser, bool IsNewToAccount)
{
    /// <summary>Whether any does.</summary>
    public bool IsNew => IsNewToUser || IsNewToAccount;
}
