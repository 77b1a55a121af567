namespace Personalization.Projections.Stores;

/// <summary>Reads through to the store and keeps what is put until the effect is complete, so that it is written in one go.</summary>
/// <param name="read">Reads stored rows.</param>
internal sealed class BufferedRows(Func<IReadOnlyList<RowKey>, CancellationToken, ValueTask<IReadOnlyList<byte[]?>>> read) : IProjectionRows
{
    /// <summary>What was put, or null for what was deleted, in the order of keys: those who lock rows in one order never wait in a circle.</summary>
    public SortedDictionary<RowKey, byte[]?> Changes { get; } = [];

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<byte[]?>> Read(IReadOnlyList<RowKey> keys, CancellationToken cancellation) => read(keys, cancellation);

    /// <inheritdoc/>
    public void Put(RowKey key, byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        Changes[key] = payload;
    }

    /// <inheritdoc/>
    public void Delete(RowKey key) => Changes[key] = null;
}
