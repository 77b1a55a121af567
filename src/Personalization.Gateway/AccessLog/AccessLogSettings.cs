namespace Personalization.Gateway.AccessLog;

/// <summary>How the access log is kept.</summary>
/// <param name="Retention">Entries that are older are dropped.</param>
public sealed record AccessLogSettings(TimeSpan Retention)
{
    /// <summary>What is kept where nothing is said: a year, and the time to look at it after.</summary>
    public static AccessLogSettings Default { get; } = new(TimeSpan.FromDays(400));
}
