using Personalization.Core.Audiences;
using Personalization.Core.Expressions;

namespace Personalization.Core.Turns;

/// <summary>What a request said about the moment, as it is stored in the record of the decision.</summary>
internal static class ServedContext
{
    private const string TextLocale = "textLocale";

    /// <summary>What was said, sorted by name, and the language of the texts where the profile knew it and the request did not say.</summary>
    public static ValueMap Write(RequestContext request, string? locale)
    {
        if (ReferenceEquals(request, RequestContext.None) && locale is null)
        {
            return ValueMap.Empty;
        }

        var entries = new List<KeyValuePair<Value, Value>>();
        Add("channel", request.Channel);
        Add("device", request.Device);
        Add("locale", request.Locale);
        Add("path", request.Path);
        Add("region", request.Region);
        Add(TextLocale, request.Locale is null ? locale : null);
        Add("timezone", request.TimeZone);
        return entries.Count == 0 ? ValueMap.Empty : new ValueMap([.. entries]);

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                entries.Add(new(Value.String(name), Value.String(text)));
            }
        }
    }

    /// <summary>What was said, as it was before it was written.</summary>
    public static RequestContext ReadRequest(ValueMap context)
    {
        return context.Count == 0
            ? RequestContext.None
            : new RequestContext(Text("locale"), Text("timezone"), Text("channel"), Text("device"), Text("region"), Text("path"));

        string? Text(string name) => context.TryGet(name, out var text) && text.Kind == ValueKind.String ? text.AsString : null;
    }

    /// <summary>The language that was answered in, or null for the catalog's.</summary>
    public static string? ReadLocale(ValueMap context) =>
        context.TryGet("locale", out var locale) || context.TryGet(TextLocale, out locale) ? locale.AsString : null;
}
