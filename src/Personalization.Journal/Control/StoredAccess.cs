namespace Personalization.Journal.Control;

/// <summary>An entry of the access log as it is kept.</summary>
/// <param name="Id">Its number; larger is newer.</param>
/// <param name="Entry">The entry.</param>
public sealed record StoredAccess(long Id, AccessEntry Entry);
