using Personalization.Hosting;
using Personalization.Silo.Settings;

namespace Personalization.Silo.Hosting;

/// <summary>Tells whoever started the silo where it is.</summary>
internal static class SiloBanner
{
    /// <summary>Writes addresses.</summary>
    public static void Write(TextWriter output, WebApplication app, SiloSettings settings, SiloStores stores)
    {
        var (http, grpc) = Listeners.Of(app);
        output.WriteLine($"http  {http.GetLeftPart(UriPartial.Authority)}");
        output.WriteLine($"grpc  {grpc.GetLeftPart(UriPartial.Authority)}");
        output.WriteLine(settings.IsGatewayOnly ? "silo  none: --gateway-only" : $"silo  {settings.Advertised}:{settings.SiloPort}, clients at {settings.GatewayPort}");
        output.WriteLine($"cluster {settings.ClusterId}, service {settings.ServiceId}");
        output.WriteLine($"journal {stores.Place}");
        if (settings.Regions.Own is { } region)
        {
            output.WriteLine($"region {region}");
        }

        output.Flush();
    }
}
