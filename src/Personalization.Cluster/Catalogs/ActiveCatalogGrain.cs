using System.Buffers;

namespace Personalization.Cluster.Catalogs;

/// <summary>Keeps one tenant's activation in <see cref="ControlStorage"/>.</summary>
/// <remarks>
/// Activations take turns; reads interleave with them and see only what was stored. When a write fails, its caller learns it and
/// the memory of this grain still holds the stored value; where storage has moved on, Orleans drops the grain and it loads again.
/// </remarks>
internal sealed class ActiveCatalogGrain(
    [PersistentState("active-catalog", ControlStorage.Name)] IPersistentState<ActiveCatalogState> storage)
    : Grain, IActiveCatalogGrain
{
    private const int HashLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private CatalogActivation stored = CatalogActivation.None;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        stored = storage.State.Activation ?? CatalogActivation.None;
        return Task.CompletedTask;
    }

    public ValueTask<CatalogActivation> Get() => new(stored);

    public async ValueTask<CatalogActivation> Activate(string hash)
    {
        ArgumentNullException.ThrowIfNull(hash);
        if (hash.Length != HashLength || hash.AsSpan().ContainsAnyExcept(HexDigits))
            throw new ArgumentException($"'{hash}' is not the hash of a catalog: {HashLength} lower-case hex digits.", nameof(hash));
        if (hash == stored.Hash)
            return stored;

        var next = new CatalogActivation(hash, stored.Revision + 1);
        storage.State = new ActiveCatalogState { Activation = next };
        await storage.WriteStateAsync();
        stored = next;
        return next;
    }
}
