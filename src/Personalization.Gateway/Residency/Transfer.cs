using Personalization.Core.Events;

namespace Personalization.Gateway.Residency;

/// <summary>A subject as it travels from one region to another, read and whole.</summary>
/// <param name="Kind">What kind of subject, in the words of the API.</param>
/// <param name="Id">Its id.</param>
/// <param name="Events">Its events, from version 1 on.</param>
/// <param name="Digest">SHA-256 of all that travelled, in lower-case hex.</param>
/// <param name="Fold">What its events folded to there; null where no catalog was active.</param>
internal sealed record Transfer(string Kind, string Id, IReadOnlyList<Event> Events, string Digest, FoldProof? Fold);
