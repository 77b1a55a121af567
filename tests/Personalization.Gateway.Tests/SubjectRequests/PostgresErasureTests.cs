using Personalization.Gateway.Tests.Support;
using Personalization.HostContract.Postgres;
using PlainSearch = Personalization.HostContract.PlainSearch;

namespace Personalization.Gateway.Tests.SubjectRequests;

public sealed class PostgresErasureTests(PostgresServer postgres) : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("erasure-");
    private readonly Doomed doomed = new();

    private string Data => Path.Combine(root.FullName, "data");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public async Task Of_whoever_is_erased_neither_a_table_nor_a_file_holds_an_id_or_a_value()
    {
        var database = await postgres.NewDatabase();
        await using (var before = await GatewayServer.On(Data, postgres: database))
        {
            await doomed.Live(before);
        }

        await using (var server = await GatewayServer.On(Data, postgres: database))
        {
            Assert.Equal(doomed.Texts.Length, (await PlainSearch.InTables(database, doomed.Texts)).Select(one => one.Split(": ")[1]).Distinct().Count());
            await server.Http.Get($"/v1/profiles/users/{doomed.User}");

            var receipt = await doomed.Erase(server);

            Assert.Equal((9, 1), (receipt.Body.GetProperty("events").GetInt32(), receipt.Body.GetProperty("deadLetters").GetInt32()));
            Assert.Empty(await PlainSearch.InTables(database, doomed.Texts));
            await doomed.AssertGone(server);
        }

        Assert.Empty(await PlainSearch.InTables(database, doomed.Texts));
        Assert.Empty(PlainSearch.In(Data, doomed.Texts));
    }

    [Fact]
    public async Task A_database_that_is_put_back_from_a_copy_of_before_holds_nothing_once_a_server_has_started()
    {
        var database = await postgres.NewDatabase();
        await using (var server = await GatewayServer.On(Data, postgres: database))
        {
            await doomed.Live(server);
        }

        var copy = await postgres.Copy(database);
        await using (var server = await GatewayServer.On(Data, postgres: database))
        {
            await doomed.Erase(server);
        }

        await postgres.PutBack(database, copy);
        Assert.NotEmpty(await PlainSearch.InTables(database, doomed.Texts));
        await using (var server = await GatewayServer.On(Data, postgres: database))
        {
            await doomed.AssertGone(server);
        }

        Assert.Empty(await PlainSearch.InTables(database, doomed.Texts));
        Assert.Empty(PlainSearch.In(Data, doomed.Texts));
    }
}
