using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Personalization.Gateway.Regions;

/// <summary>Says in an HTTP answer where the call is to be made instead (421, RFC 9110 section 15.5.20).</summary>
internal static class RegionHint
{
    /// <summary>Names the same address of the right region in <c>Location</c>. A hint: no client follows it by itself, since its key is one of this region.</summary>
    public static void WriteLocation(HttpContext http, WrongRegion problem)
    {
        if (problem.Region.Address is { } address)
        {
            var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            http.Response.Headers.Location = address.AbsoluteUri.TrimEnd('/') + (target.StartsWith('/') ? target : "/");
        }
    }

    /// <summary>Writes the members <c>region</c> and <c>address</c>, which is null where this node was not told.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, WrongRegion problem)
    {
        writer.WriteString("region"u8, problem.Region.Name);
        writer.WriteString("address"u8, problem.Region.Address?.AbsoluteUri);
    }
}
