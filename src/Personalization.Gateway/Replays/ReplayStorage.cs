namespace Personalization.Gateway.Replays;

/// <summary>Where replays keep their files. The executable says so.</summary>
/// <param name="DataFolder">The server's data folder.</param>
public sealed record ReplayStorage(string DataFolder)
{
    /// <summary>A folder for each job.</summary>
    public string Jobs => Path.Combine(DataFolder, "replays");

    /// <summary>The files that backfills may load, in a folder for each tenant.</summary>
    public string Imports => Path.Combine(DataFolder, "imports");
}
