using Personalization.HostContract.Postgres;

namespace Personalization.Benchmarks.Journals;

/// <summary>What the scenarios of the journals share: a PostgreSQL of their own that syncs, and a scratch folder on the same disk.</summary>
internal sealed class JournalBench : IAsyncDisposable
{
    private readonly PostgresInstance? postgres;
    private readonly List<Func<ValueTask>> owned = [];

    private JournalBench(PostgresInstance? postgres) => this.postgres = postgres;

    /// <summary>A folder that is deleted at the end.</summary>
    public string Scratch { get; } = Directory.CreateTempSubdirectory("personalization-bench-").FullName;

    /// <summary>Why there is no PostgreSQL; null where there is.</summary>
    public string? Missing => PostgresInstance.Missing;

    /// <summary>How to connect to it.</summary>
    public string ConnectionString => postgres!.ConnectionString;

    public static async Task<JournalBench> Start() => new(PostgresInstance.Missing is null ? await PostgresInstance.Start(isSynced: true) : null);

    /// <summary>Has something closed at the end.</summary>
    public T Own<T>(T one)
        where T : notnull
    {
        owned.Add(() => Close(one));
        return one;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var close in owned)
        {
            await close();
        }

        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        Directory.Delete(Scratch, recursive: true);
    }

    private static ValueTask Close(object one)
    {
        if (one is IAsyncDisposable later)
        {
            return later.DisposeAsync();
        }

        (one as IDisposable)?.Dispose();
        return ValueTask.CompletedTask;
    }
}
