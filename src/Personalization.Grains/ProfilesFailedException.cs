namespace Personalization.Grains;

/// <summary>
/// The host has stopped: a commit failed, so its profiles are ahead of the journal and may answer nothing any more. Restart
/// the process; what was acknowledged is in the journal.
/// </summary>
public sealed class ProfilesFailedException(Exception cause) : Exception($"The profiles stopped because a commit failed: {cause.Message}", cause);
