using System.Text.Json;
using Personalization.Journal.Control;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Finds an id in refused events. Nobody knows what their members mean, so any text, number or name that is the id counts, whatever it stands in.</summary>
/// <param name="id">The id.</param>
internal sealed class SubjectMention(string id)
{
    private readonly string escaped = JsonEncodedText.Encode(id).Value;

    /// <summary>Whether a letter has the id.</summary>
    public bool IsIn(DeadLetter letter)
    {
        if (letter.MessageId == id)
        {
            return true;
        }

        // An escape may spell the id in another way; only then is it worth reading all of it.
        if (!letter.Raw.Contains(id, StringComparison.Ordinal) && !letter.Raw.Contains('\\', StringComparison.Ordinal))
        {
            return false;
        }

        // In what cannot be read a part of a longer word counts, too.
        var (words, rest) = LetterWords.Of(letter.Raw);
        return words.Contains(id, StringComparer.Ordinal) || rest.Contains(id, StringComparison.Ordinal) || rest.Contains(escaped, StringComparison.OrdinalIgnoreCase);
    }
}
