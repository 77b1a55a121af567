using System.Globalization;
using Personalization.Benchmarks.InProcess;
using Personalization.Journal;

namespace Personalization.Benchmarks.Auditing;

/// <summary>Two hosts that differ in nothing but the sealer, and room for more folders.</summary>
internal sealed class AuditBench : IAsyncDisposable
{
    private const int UndecidedBatches = 1_000;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("personalization-audit-");
    private LocalHost? undecided;
    private int scratch;

    public AuditBench()
    {
        Plain = new LocalHost(Path.Combine(folder.FullName, "plain"));
        Sealed = new SealedHost(Path.Combine(folder.FullName, "sealed"));
        Undecided = new Lazy<Task<(IJournal, long)>>(Fill);
    }

    /// <summary>A journal with half a million events and no decision, and how many events they are.</summary>
    public Lazy<Task<(IJournal Journal, long Events)>> Undecided { get; }

    /// <summary>Nobody seals here.</summary>
    public LocalHost Plain { get; }

    /// <summary>Sealed each second.</summary>
    public SealedHost Sealed { get; }

    /// <summary>The folder that was sealed last.</summary>
    public string? Backlog { get; set; }

    /// <summary>A new folder.</summary>
    public string Scratch() => Path.Combine(folder.FullName, (++scratch).ToString(CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        if (Undecided.IsValueCreated)
        {
            await undecided!.DisposeAsync();
        }

        await Sealed.DisposeAsync();
        await Plain.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task<(IJournal Journal, long Events)> Fill()
    {
        undecided = new LocalHost(Path.Combine(folder.FullName, "undecided"));
        long events = 0;
        for (var batch = 0; batch < UndecidedBatches; batch++)
        {
            events += await undecided.Ingest(HostScenarios.Batch());
        }

        return (undecided.Journal, events);
    }
}
