namespace Personalization.Chaos.Faults;

/// <summary>What is done to the world.</summary>
internal enum FaultKind
{
    /// <summary>A silo's process is killed.</summary>
    Killed,

    /// <summary>A silo loses the others, and keeps the database and its clients: its activations go on writing.</summary>
    CutFromSilos,

    /// <summary>A silo loses the others and the database, and keeps its clients.</summary>
    CutFromAll,

    /// <summary>A silo joins: nobody may feel it.</summary>
    Joined,

    /// <summary>A silo is told to stop and drains: nobody may feel it.</summary>
    Drained,

    /// <summary>The database ends as in a crash, and is started again.</summary>
    DatabaseCrashed,

    /// <summary>The database is restarted in order.</summary>
    DatabaseRestarted,
}
