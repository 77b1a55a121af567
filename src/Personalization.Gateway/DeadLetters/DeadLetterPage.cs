using Personalization.Journal.Control;

namespace Personalization.Gateway.DeadLetters;

/// <summary>A page of refused events.</summary>
/// <param name="Letters">The events, newest first.</param>
/// <param name="Next">The id to go on before, or null at the end.</param>
internal sealed record DeadLetterPage(IReadOnlyList<StoredDeadLetter> Letters, long? Next);
