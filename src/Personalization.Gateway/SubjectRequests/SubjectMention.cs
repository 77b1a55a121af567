using System.Text.Json;
using Personalization.Journal.Control;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Finds an id in refused events. Nobody knows what their members mean, so any value or name that is the id counts, whatever it stands in.</summary>
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

        try
        {
            using var document = JsonDocument.Parse(letter.Raw);
            return Has(document.RootElement);
        }
        catch (JsonException)
        {
            // Cut off, or never JSON: then a part of a longer word counts, too.
            return letter.Raw.Contains(id, StringComparison.Ordinal) || letter.Raw.Contains(escaped, StringComparison.OrdinalIgnoreCase);
        }
    }

    private bool Has(in JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(member => member.Name == id || Has(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Has(item)),
        JsonValueKind.String => element.GetString() == id,
        JsonValueKind.Number => element.GetRawText() == id,
        _ => false,
    };
}
