using System.Text;
using Npgsql;
using Personalization.HostContract.Postgres;
using Personalization.Journal.Erasures;
using Personalization.Journal.Postgres.Ledger;
using Personalization.Journal.Tests.Erasures;

namespace Personalization.Journal.Tests.Postgres.Ledger;

public sealed class PostgresErasureLedgerTests(PostgresServer server) : ErasureLedgerContract, IAsyncDisposable
{
    private readonly string schema = PostgresLedger.SchemaBeside(server.NewSchema());
    private readonly List<PostgresLedger> opened = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var one in opened)
        {
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task Of_several_processes_one_erases_at_a_time_and_one_that_dies_holds_up_nobody()
    {
        var (one, other) = (await Open(), await Open());
        var first = await one.Take(Cancellation);
        var second = other.Take(Cancellation).AsTask();
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        var locks = $"pg_locks WHERE locktype = 'advisory' AND (classid::bigint << 32 | objid::bigint) = hashtextextended('{schema} erasures', 0)";
        await Until(source, $"SELECT pid FROM {locks} AND NOT granted");
        Assert.False(second.IsCompleted);

        await using (var kill = source.CreateCommand($"SELECT pg_terminate_backend(pid) FROM {locks} AND granted"))
        {
            await kill.ExecuteNonQueryAsync(Cancellation);
        }

        await (await second).DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Two_processes_that_open_it_at_once_have_one_secret()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Open()));

        Assert.Single(all.Select(one => one.Digest(Somebody)).Distinct());
    }

    [Fact]
    public async Task An_entry_is_written_as_in_a_folder()
    {
        await Open();
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var command = source.CreateCommand(
            $"""
            UPDATE {schema}.secret SET bytes = decode('0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20', 'hex');
            INSERT INTO {schema}.erasure (id, at, digest, hash, through, events, dead_letters)
            VALUES ('er_00112233445566778899', 1772366400000, '0af4469c62d1a794f391147221267c60975051e277c38f9a390b98727f41a4b5', {unchecked((long)11585615655377189026)}, 42, 7, 1)
            """);
        await command.ExecuteNonQueryAsync(Cancellation);

        var ledger = await Open();

        Assert.Equal(
            new ErasureEntry("er_00112233445566778899", Now, ledger.Digest(Somebody), Somebody.StableHash(), 42, 7, 1),
            Assert.Single(await ledger.ReadEntries(Cancellation)));
    }

    protected override async Task<IErasureLedger> Open()
    {
        opened.Add(await PostgresLedger.Open(await server.ConnectionString(), schema, cancellation: Cancellation));
        return opened[^1].Erasures;
    }

    protected override async Task<IReadOnlyList<string>> Find(params string[] texts)
    {
        await using var source = NpgsqlDataSource.Create(await server.ConnectionString());
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var found = new List<string>();
        foreach (var table in (string[])["secret", "erasure", "begun"])
        {
            await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {schema}.{table} TO STDOUT (FORMAT binary)", Cancellation);
            using var bytes = new MemoryStream();
            await copy.CopyToAsync(bytes, Cancellation);
            found.AddRange(texts.Where(text => bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(text => $"{table}: {text}"));
        }

        return found;
    }

    private static async Task Until(NpgsqlDataSource source, string sql)
    {
        await using var ask = source.CreateCommand(sql);
        while (await ask.ExecuteScalarAsync(Cancellation) is null)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }
}
