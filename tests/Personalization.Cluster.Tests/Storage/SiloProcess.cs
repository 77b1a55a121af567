using System.Diagnostics;
using System.Globalization;
using Personalization.Journal.Postgres.Cluster;

namespace Personalization.Cluster.Tests.Storage;

/// <summary>A silo in a process of its own, that can be killed.</summary>
internal sealed class SiloProcess : IDisposable
{
    private const string Verb = "silo";
    private readonly Process process;

    private SiloProcess(Process process) => this.process = process;

    public static bool IsMeant(string[] args) => args is [Verb, _, _, _];

    /// <summary>What the started process does. It ends with the pipe that its starter holds, however that one ends.</summary>
    public static async Task<int> Run(string[] args)
    {
        using var silo = TestSilo.Build(new ClusterSchema(args[1]), Port(args[2]), Port(args[3]));
        await silo.StartAsync();
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public static SiloProcess Start(string database, int siloPort, int gatewayPort)
    {
        var command = new ProcessStartInfo(
            Environment.ProcessPath!, [Verb, database, siloPort.ToString(CultureInfo.InvariantCulture), gatewayPort.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        return new SiloProcess(Process.Start(command)!);
    }

    /// <summary>Ends it between two instructions: it says nothing to anybody.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static int Port(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
