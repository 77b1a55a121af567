namespace Personalization.Journal.Control;

/// <summary>Tells that tenants, keys or catalogs have changed, by this process or another one.</summary>
public interface IControlChanges
{
    /// <summary>Waits until the store is at another revision than one that was seen.</summary>
    /// <param name="seen">The revision; 0 for none.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>A revision as it was before anything that is read from now on.</returns>
    ValueTask<long> Next(long seen, CancellationToken cancellation);
}
