namespace Personalization.Replay.Jobs;

/// <summary>The files of one job; see docs/guides/replay.md.</summary>
/// <param name="Path">Their folder.</param>
public sealed record JobFolder(string Path)
{
    /// <summary>What is known of the job.</summary>
    public string Job => System.IO.Path.Combine(Path, "job.json");

    /// <summary>Its findings.</summary>
    public string Findings => System.IO.Path.Combine(Path, "findings.ndjson");

    /// <summary>The bundle of the catalog that it was asked with; missing where that names none.</summary>
    public string Catalog => System.IO.Path.Combine(Path, "catalog.json");

    /// <summary>An empty folder for what memory has no room for.</summary>
    public string EmptyScratch()
    {
        var scratch = System.IO.Path.Combine(Path, "scratch");
        if (Directory.Exists(scratch))
        {
            Directory.Delete(scratch, recursive: true);
        }

        return Directory.CreateDirectory(scratch).FullName;
    }

    /// <summary>Deletes what memory had no room for.</summary>
    public void DropScratch()
    {
        var scratch = System.IO.Path.Combine(Path, "scratch");
        if (Directory.Exists(scratch))
        {
            Directory.Delete(scratch, recursive: true);
        }
    }
}
