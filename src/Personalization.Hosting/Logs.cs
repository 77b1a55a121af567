using Microsoft.Extensions.Configuration.Memory;

namespace Personalization.Hosting;

/// <summary>What is logged where nothing is configured: what this program has to say, and warnings of the frameworks below it.</summary>
public static class Logs
{
    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Orleans"] = "Warning",
        // A start that fails is told in one sentence by the program itself.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
        // Nothing but the start and end of each request, and any level at all makes ASP.NET Core begin a span and a log scope
        // for every request: a fifth of the time of a small call. Where spans are exported they are begun all the same.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
    };

    /// <summary>Sets the defaults below everything else that is configured, and one line per message.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
    }
}
