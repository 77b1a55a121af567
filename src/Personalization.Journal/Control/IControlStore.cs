namespace Personalization.Journal.Control;

/// <summary>What the operator of a server decides: tenants, keys, catalogs; the events that were rejected; and who did and read what.</summary>
/// <remarks>
/// Several processes may use the same store at the same time. All members may be called from any thread; a call is short, and where the store is away it
/// ends with an <see cref="IOException"/>. A change that was answered so may have been made.
/// </remarks>
public interface IControlStore : IAsyncDisposable
{
    /// <summary>The tenants.</summary>
    ITenants Tenants { get; }

    /// <summary>The keys, hashed.</summary>
    IKeys Keys { get; }

    /// <summary>Finds keys in memory: for the hot path.</summary>
    IKeyDirectory KeyDirectory { get; }

    /// <summary>The published catalogs.</summary>
    ICatalogStore Catalogs { get; }

    /// <summary>The rejected events.</summary>
    IDeadLetters DeadLetters { get; }

    /// <summary>Who did and read what.</summary>
    IAccessLog AccessLog { get; }

    /// <summary>Tells that tenants, keys or catalogs have changed, in whatever process.</summary>
    IControlChanges Changes { get; }
}
