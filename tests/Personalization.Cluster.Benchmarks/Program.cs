using Personalization.Benchmarks.Smoke;

namespace Personalization.Cluster.Benchmarks;

/// <summary>Measures the host on Orleans.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["orleans", .. var options])
        {
            await Console.Error.WriteLineAsync("""
                usage: dotnet run -c Release --project tests/Personalization.Cluster.Benchmarks -- orleans [--rounds 5] [--seconds 2] [--only text]

                Runs decisions on Orleans beside empty grain calls, activations, and silo processes under load, in turns, and prints median and spread.
                Starts a PostgreSQL of its own, which syncs, from Debian's binaries.
                """);
            return 2;
        }

        return await OrleansRun.Run(SmokeOptions.Parse(options));
    }
}
