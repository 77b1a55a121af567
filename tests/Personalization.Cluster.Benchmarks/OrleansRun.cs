using Personalization.Benchmarks.Journals;
using Personalization.Benchmarks.Smoke;
using Personalization.Cluster.Benchmarks.Calls;
using Personalization.Cluster.Benchmarks.Processes;
using Personalization.Cluster.Benchmarks.Storage;
using Personalization.Cluster.Benchmarks.Subjects;

namespace Personalization.Cluster.Benchmarks;

/// <summary>All scenarios of one run.</summary>
internal static class OrleansRun
{
    public static async Task<int> Run(SmokeOptions options)
    {
        var loadBefore = SmokeRun.Load();
        await using var postgres = await JournalBench.Start();
        await using var calls = await CallBench.Start(postgres);
        await SmokeRun.Run(options, loadBefore,
        [
            .. PeekScenarios.All(calls),
            .. ServeScenarios.All(calls),
            .. WireScenarios.All(),
            .. SubjectScenarios.All(calls, postgres),
            .. StorageScenarios.All(postgres),
            .. FleetScenarios.All(postgres),
        ]);
        return 0;
    }
}
