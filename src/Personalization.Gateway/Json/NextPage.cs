using System.Text.Json;

namespace Personalization.Gateway.Json;

/// <summary>Where a page of a list goes on.</summary>
internal static class NextPage
{
    /// <summary>Writes the member <c>next</c>.</summary>
    /// <param name="writer">Inside of the page's object.</param>
    /// <param name="next">What to ask for the next page with; null at the end.</param>
    public static void Write(Utf8JsonWriter writer, long? next)
    {
        if (next is { } place)
        {
            writer.WriteNumber("next"u8, place);
        }
        else
        {
            writer.WriteNull("next"u8);
        }
    }
}
