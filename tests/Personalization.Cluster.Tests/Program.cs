using Xunit.Runner.InProc.SystemConsole;

namespace Personalization.Cluster.Tests;

/// <summary>The tests; and, started by one of them, a silo in a process of its own.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => Storage.SiloProcess.IsMeant(args) ? Storage.SiloProcess.Run(args) : ConsoleRunner.Run(args);
}
