using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>Another id of a user.</summary>
/// <param name="Kind">What it is: an anonymous visitor or another user.</param>
/// <param name="Id">The id.</param>
/// <param name="At">When it was merged into the user or, where that was undone, when it was: by the server's clock.</param>
/// <param name="IsUndone">Whether the merge was undone: it stands for itself again.</param>
public sealed record IdentityView(SubjectKind Kind, string Id, Instant At, bool IsUndone);
