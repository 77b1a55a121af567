namespace Personalization.Journal.Control;

/// <summary>What a key may be used for. The numbers are stored and may not change.</summary>
[Flags]
public enum KeyScopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Sending events.</summary>
    Ingest = 1,

    /// <summary>Asking for decisions and recording outcomes.</summary>
    Decide = 2,

    /// <summary>Reading profiles and events.</summary>
    Read = 4,

    /// <summary>Export, erasure, consents.</summary>
    Privacy = 8,

    /// <summary>Everything that changes how the server works: catalogs, keys, dead letters.</summary>
    Admin = 16,

    /// <summary>All of them.</summary>
    All = Ingest | Decide | Read | Privacy | Admin,
}
