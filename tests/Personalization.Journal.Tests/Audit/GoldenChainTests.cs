using Microsoft.Data.Sqlite;
using Personalization.HostContract;
using Personalization.Journal.Audit.Chains;
using Personalization.Journal.Audit.Sqlite;

namespace Personalization.Journal.Tests.Audit;

/// <summary>A chain that was sealed once is verified for ever, so neither its rows nor its hashes may change.</summary>
public sealed class GoldenChainTests : IDisposable
{
    private const string Row =
        """
        SELECT 'block', tenant, number, first_decision, last_decision, first_position, last_position,
            hex(positions), hex(salts), hex(digests), hex(previous), hex(link), checksum FROM blocks
        """;

    private readonly AuditedFolder folder = new();

    private static string Golden => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "audit-v1.txt"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_chain_is_written_as_ever()
    {
        await folder.Append(["u1", "größe"], ["u1"]);
        await folder.Seal();
        await folder.Erase(Positions.Of(1, 3));

        Assert.Equal(Golden, Dump("SELECT 'sealed', position, checksum FROM sealed") + Dump(Row));
    }

    [Fact]
    public async Task A_chain_of_old_is_read()
    {
        SqliteAuditStore.Open(folder.Path).Dispose();
        var lines = Golden.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).ToList();
        RawSql.Execute(folder.Chain, $"INSERT INTO sealed VALUES (1, {lines[0][1]}, {lines[0][2]})");
        var blobs = string.Join(", ", lines[1][7..12].Select(hex => $"X'{hex}'"));
        RawSql.Execute(folder.Chain, $"INSERT INTO blocks VALUES (CAST('{lines[1][1]}' AS BLOB), {string.Join(", ", lines[1][2..7])}, {blobs}, {lines[1][12]})");

        using var store = SqliteAuditStore.OpenReader(folder.Path)!;
        var block = (await store.ReadLastBlock(Sample.Acme, TestContext.Current.CancellationToken))!;
        var state = await store.ReadState(TestContext.Current.CancellationToken);

        Assert.Equal(Positions.Of(3, 0) - 1, state.SealedPosition);
        Assert.Equal([Positions.Of(1, 1), Positions.Of(1, 3), Positions.Of(2, 1)], block.Leaves.Select(leaf => leaf.Position));
        Assert.Equal([false, true, false], block.Leaves.Select(leaf => leaf.IsErased));
        Assert.Equal(block.Link, block.Leaves.Aggregate(ChainHead.Empty(Sample.Acme).Link, (link, leaf) => ChainLink.Next(link, leaf)));
        using var digests = new LeafDigest();
        Assert.Equal(block.Leaves[2].Digest, digests.Of(block.Leaves[2].Salt, new StoredEvent(Positions.Of(2, 1), Sample.User("u1"), 4, AuditedFolder.Decision("d-u1-3"))));
    }

    private string Dump(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Chain};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var text = "";
        while (rows.Read())
        {
            text += string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(at => rows.GetValue(at) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : rows.GetValue(at))) + "\n";
        }

        return text;
    }
}
