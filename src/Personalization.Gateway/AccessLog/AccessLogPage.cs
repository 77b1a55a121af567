using Personalization.Journal.Control;

namespace Personalization.Gateway.AccessLog;

/// <summary>A page of the access log.</summary>
/// <param name="Entries">The entries, the oldest first.</param>
/// <param name="Next">The id to go on after, or null at the end.</param>
internal sealed record AccessLogPage(IReadOnlyList<StoredAccess> Entries, long? Next);
