using Personalization.Server.Settings;

namespace Personalization.Server;

/// <summary>Tells whoever started the server where it is.</summary>
internal static class Banner
{
    /// <summary>Writes addresses and key.</summary>
    public static void Write(TextWriter output, (Uri Http, Uri Grpc) addresses, ServerSettings settings, string? journal, string? key)
    {
        output.WriteLine($"http  {addresses.Http.GetLeftPart(UriPartial.Authority)}");
        output.WriteLine($"grpc  {addresses.Grpc.GetLeftPart(UriPartial.Authority)}");
        output.WriteLine($"data  {settings.Data}");
        if (journal is not null)
        {
            output.WriteLine($"journal {journal}");
        }

        if (settings.Regions.Own is { } region)
        {
            output.WriteLine($"region {region}");
        }

        if (key is not null)
        {
            output.WriteLine(key);
        }

        output.Flush();
    }

    /// <summary>Writes what to try after a demo.</summary>
    public static void WriteTour(TextWriter output, (Uri Http, Uri Grpc) addresses, string keyFile)
    {
        var http = addresses.Http.GetLeftPart(UriPartial.Authority);
        output.WriteLine(
            $"""

            Try it:
              KEY=$(cat {keyFile})
              curl -s -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' {http}/v1/explain -d '{"{"}"userId":"user-0001","surface":"home.card"{"}"}'
              curl -s -H "Authorization: Bearer $KEY" {http}/v1/profiles/users/user-0001
              curl -s -H "Authorization: Bearer $KEY" {http}/v1/catalog
              {http}/openapi.json   {http}/metrics   {http}/readyz
            Stop with Ctrl+C.
            """);
        output.Flush();
    }
}
