namespace Personalization.Grains.Embedded;

/// <summary>Keeps a grain in memory until it is disposed, once.</summary>
internal readonly struct GrainLease(GrainTable table, Grain grain) : IDisposable
{
    /// <summary>The grain.</summary>
    public Grain Grain { get; } = grain;

    /// <inheritdoc/>
    public void Dispose() => table.Release(Grain);
}
