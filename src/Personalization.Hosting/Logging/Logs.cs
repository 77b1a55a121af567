using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace Personalization.Hosting.Logging;

/// <summary>What is logged where nothing is configured: what this program has to say, and warnings of the frameworks below it.</summary>
public static class Logs
{
    /// <summary>The configuration that counts where nothing else is said.</summary>
    public static IReadOnlyDictionary<string, string?> Defaults { get; } = new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        // What Orleans warns of is what it mends itself, again and again while a neighbour or the database is away; who joined and who was lost the silo tells in words of its own.
        ["Logging:LogLevel:Orleans"] = "Error",
        ["Logging:LogLevel:Orleans.Runtime.MembershipService.SiloHealthMonitor"] = "Warning",
        // They quote messages and grains, and so the ids of people. Whoever made the call is told.
        ["Logging:LogLevel:Orleans.Grain"] = "Critical",
        ["Logging:LogLevel:Orleans.Messaging"] = "Critical",
        ["Logging:LogLevel:Orleans.Runtime.Messaging"] = "Critical",
        // A start that fails is told in one sentence by the program itself.
        ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
        // Nothing but the start and end of each request, and any level at all makes ASP.NET Core begin a span and a log scope
        // for every request: a fifth of the time of a small call. Where spans are exported they are begun all the same.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",
        ["Logging:Console:FormatterName"] = BriefFormatter.FormatterName,
    };

    /// <summary>Sets the defaults below everything else that is configured, and one line per message.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging
            .AddConsoleFormatter<BriefFormatter, ConsoleFormatterOptions>()
            // Said again, because the builder has named the framework's own formatter in code.
            .AddConsole(console => console.FormatterName = builder.Configuration["Logging:Console:FormatterName"]);
    }
}
