using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Erasures;

/// <summary>An erasure that was begun and may be half done. Whom it is about is sealed in its file, which goes when it is done.</summary>
/// <param name="Id">The id of the entry that it will be.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Subject">Whom.</param>
/// <param name="Head">The version that the subject must have, or it is not to be erased; null for any.</param>
public sealed record PendingErasure(string Id, Instant At, SubjectKey Subject, long? Head = null);
