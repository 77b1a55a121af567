using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Personalization.Core;
using Personalization.Gateway.Http;
using Personalization.Gateway.Problems;
using Personalization.Grains;

namespace Personalization.Gateway.Pages.Choices;

/// <summary>A form as a browser sends it (<c>application/x-www-form-urlencoded</c>).</summary>
internal sealed class SentForm
{
    private const string MediaType = "application/x-www-form-urlencoded";

    private readonly Dictionary<string, StringValues> fields;

    private SentForm(Dictionary<string, StringValues> fields) => this.fields = fields;

    /// <summary>Reads the form of a call.</summary>
    /// <returns>The form, or what is wrong with the body.</returns>
    public static async ValueTask<Answer<SentForm>> Read(HttpContext http, Admission admission)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim() is not { } type || !type.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(ProblemCodes.UnsupportedMediaType, "", "It is no form.");
        }

        var body = await RequestBody.ReadBytes(http, admission, Limits.FormBytes, new Problem(ProblemCodes.TooLarge, "", $"A form may have {Limits.FormBytes} bytes."));
        if (!body.IsOk)
        {
            return body.Problem;
        }

        using (body.Value)
        {
            return new SentForm(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Value.Bytes.Span)));
        }
    }

    /// <summary>The text of a field; empty where it is not there.</summary>
    public string Text(string name) => fields.TryGetValue(name, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    /// <summary>The texts of all fields of a name.</summary>
    public IReadOnlyList<string?> All(string name) => fields.TryGetValue(name, out var values) ? values.ToArray() : [];
}
