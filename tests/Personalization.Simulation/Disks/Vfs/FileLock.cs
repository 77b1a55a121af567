namespace Personalization.Simulation.Disks.Vfs;

/// <summary>How far a connection has locked a database file. The numbers are SQLite's. Source: https://www.sqlite.org/lockingv3.html.</summary>
internal enum FileLock
{
    None = 0,
    Shared = 1,
    Reserved = 2,
    Pending = 3,
    Exclusive = 4,
}
