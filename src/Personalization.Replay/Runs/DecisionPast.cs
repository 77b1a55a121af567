using Personalization.Core.Profiles;

namespace Personalization.Replay;

/// <summary>The profiles that a turn read.</summary>
/// <param name="User">The person's.</param>
/// <param name="Account">The account's; null where the record names none.</param>
/// <param name="Missing">What to say where one of them cannot be folded any more; else null.</param>
internal readonly record struct DecisionPast(Profile User, Profile? Account, MissingHistory? Missing);
