using Microsoft.AspNetCore.Http;

namespace Personalization.Gateway.OpenApi;

/// <summary><c>GET /openapi.json</c>: the description of every address, written by hand and held to the truth by tests.</summary>
internal static class OpenApiDocument
{
    private static readonly Lazy<byte[]> Document = new(Load);

    /// <summary>The document in UTF-8.</summary>
    public static ReadOnlyMemory<byte> Json => Document.Value;

    /// <summary>Writes the document.</summary>
    public static Task Get(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = Json.Length;
        return http.Response.Body.WriteAsync(Json, http.RequestAborted).AsTask();
    }

    private static byte[] Load()
    {
        using var resource = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.json")
            ?? throw new InvalidOperationException("The assembly lacks its OpenAPI document.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
