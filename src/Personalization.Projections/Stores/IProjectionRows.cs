namespace Personalization.Projections.Stores;

/// <summary>The rows of one shard inside the transaction that also moves its checkpoint. Each shard has rows of its own under the same key: no two shards ever wait for each other.</summary>
public interface IProjectionRows
{
    /// <summary>What is stored under these keys, in their order; null where nothing is. Sees nothing of <see cref="Put"/> in the same transaction.</summary>
    ValueTask<IReadOnlyList<byte[]?>> Read(IReadOnlyList<RowKey> keys, CancellationToken cancellation);

    /// <summary>Stores a row in the place of what was there; the last one under a key counts.</summary>
    void Put(RowKey key, byte[] payload);

    /// <summary>Deletes a row where there is one.</summary>
    void Delete(RowKey key);
}
