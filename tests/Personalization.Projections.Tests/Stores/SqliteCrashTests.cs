using Personalization.Projections.Stores;

namespace Personalization.Projections.Tests.Stores;

/// <summary>What is on the disk when a process dies between effect and checkpoint.</summary>
public sealed class SqliteCrashTests : IAsyncDisposable
{
    private static readonly RowKey Key = RowKey.Empty.With("a1");
    private readonly SqliteKind kind = new();
    private readonly string after = Directory.CreateTempSubdirectory("crash-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_crash_inside_a_commit_leaves_what_was_before_it()
    {
        await using (var store = await kind.OpenStore())
        {
            await store.Begin("c", 1, 0, 0, Cancellation);
            await store.Commit(new CheckpointMove("c", 1, 3, 0, 5), rows => Put(rows, 1), Cancellation);
            await store.Commit(
                new CheckpointMove("c", 1, 3, 5, 9),
                rows =>
                {
                    // The checkpoint has moved by now, inside the transaction.
                    foreach (var file in Directory.EnumerateFiles(kind.Folder, "projections.db*").Where(path => !path.EndsWith("-shm", StringComparison.Ordinal)))
                    {
                        File.Copy(file, Path.Combine(after, Path.GetFileName(file)));
                    }

                    return Put(rows, 2);
                },
                Cancellation);
        }

        await using var recovered = SqliteProjectionStore.Open(after);
        Assert.Equal(5, (await recovered.Checkpoints("c", Cancellation))[3]);
        Assert.Equal([1], (await recovered.Read("c", Key, Key.AfterAll(), 10, Cancellation)).Single().Payload.ToArray());
    }

    [Fact]
    public async Task A_file_that_is_no_good_is_made_anew()
    {
        await File.WriteAllTextAsync(Path.Combine(kind.Folder, "projections.db"), "no database at all", Cancellation);
        await using var store = await kind.OpenStore();
        Assert.Empty(await store.Checkpoints("c", Cancellation));
        await store.Begin("c", 1, 0, 0, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(after, recursive: true);
        return kind.DisposeAsync();
    }

    private static ValueTask Put(IProjectionRows rows, byte value)
    {
        rows.Put(Key, [value]);
        return default;
    }
}
