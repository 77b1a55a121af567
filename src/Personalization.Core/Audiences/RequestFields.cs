using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Declares <c>request</c>: what the request says about the moment.</summary>
internal static class RequestFields
{
    /// <summary>The type with all its members.</summary>
    public static ObjectType<AudienceContext> Declare()
    {
        var request = new ObjectType<AudienceContext>("request");
        Add(request, "locale", said => said.Locale);
        Add(request, "timezone", said => said.TimeZone);
        Add(request, "channel", said => said.Channel);
        Add(request, "device", said => said.Device);
        Add(request, "region", said => said.Region);
        Add(request, "path", said => said.Path);
        return request;
    }

    private static void Add(ObjectType<AudienceContext> type, string name, Func<RequestContext, string?> text) => type.AddString(
        name,
        (in c, ref _) => text(c.Request) ?? "",
        (in c, ref _) => text(c.Request) is not null);
}
