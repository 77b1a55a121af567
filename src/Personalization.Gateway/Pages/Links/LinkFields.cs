using System.Text.Json;
using Personalization.Core;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Pages.Links;

/// <summary>How a link is to be.</summary>
internal struct LinkFields
{
    public int? ExpiresInMinutes;
    public string? Locale;
    public LinkRights? Allow;
    public string? ReturnUrl;

    /// <summary>Reads one member of the body.</summary>
    public static bool ReadMember(ref Utf8JsonReader reader, string name, ref LinkFields fields, ref Problem? problem)
    {
        switch (name)
        {
            case "expiresInMinutes":
                problem = JsonField.Integer(ref reader, "/expiresInMinutes", 1, Limits.LinkMinutesMax, ref fields.ExpiresInMinutes);
                return true;
            case "locale":
                problem = JsonField.Text(ref reader, "/locale", Limits.LocaleChars, ref fields.Locale);
                return true;
            case "allow":
                problem = ReadRights(ref reader, ref fields.Allow);
                return true;
            case "returnUrl":
                problem = JsonField.Text(ref reader, "/returnUrl", Limits.ReturnUrlChars, ref fields.ReturnUrl) ?? CheckReturn(fields.ReturnUrl);
                return true;
            default:
                return false;
        }
    }

    private static Problem? ReadRights(ref Utf8JsonReader reader, ref LinkRights? rights)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonField.WrongType("/allow", "a list", reader.TokenType);
        }

        var read = LinkRights.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string? name = null;
            if (JsonField.Text(ref reader, "/allow", Limits.NameChars, ref name) is { } wrong)
            {
                return wrong;
            }

            var right = LinkRightNames.Of(name);
            if (right == LinkRights.None)
            {
                return NoRight();
            }

            read |= right;
        }

        rights = read;
        return read == LinkRights.None ? NoRight() : null;
    }

    private static Problem NoRight() => new(ProblemCodes.NotAllowed, "/allow", $"Name some of {string.Join(", ", LinkRightNames.All)}.");

    /// <summary>Only addresses that a browser opens without running anything, and that nobody on the way changes.</summary>
    private static Problem? CheckReturn(string? address) =>
        address is null || (Uri.TryCreate(address, UriKind.Absolute, out var read) && read.Scheme == Uri.UriSchemeHttps && read.UserInfo.Length == 0)
            ? null
            : new Problem(ProblemCodes.NotAllowed, "/returnUrl", "It must be an address that begins with https://.");
}
