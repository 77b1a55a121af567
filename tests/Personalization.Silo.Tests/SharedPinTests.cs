using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests;

/// <summary>Somebody moves from a cluster of one region to that of another.</summary>
public sealed class SharedPinTests(PostgresServer postgres)
{
    private const string Region = "{0}/region", Transfer = "{0}/transfer";
    private readonly Doomed moving = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Who_moves_is_served_by_the_other_cluster_and_nothing_of_them_is_left_in_the_first()
    {
        await using TestCluster old = await TestCluster.Make(postgres), other = await TestCluster.Make(postgres);
        var (one, two) = (await Start(old, "eu", "us"), await Start(old, "eu", "us"));
        var us = await Start(other, "us", "eu");
        await moving.Live(one, two);
        var version = (await one.Call(Path("{0}"))).Body.GetProperty("version").GetInt64();

        await Pin(us, "eu");
        await Pin(one, "us");
        while ((await two.Call(Path("{0}"))).Status != 421)
        {
            // Processes look for pins of others now and then.
            Cancellation.ThrowIfCancellationRequested();
        }

        Assert.Equal("us", (await two.Call(Path(Region))).Body.GetProperty("region").GetString());
        Assert.Equal(421, (await us.Call(Path("{0}"))).Status);
        var transfer = await two.Http.GetStringAsync(Path(Transfer), Cancellation);
        using var content = new StringContent(transfer);
        using var taken = await us.Http.PutAsync(Path(Transfer), content, Cancellation);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Cancellation));
        await Pin(us, "us");
        Assert.Equal(409, (await two.Call(HttpMethod.Delete, Path(Transfer) + $"?version={version - 1}")).Status);
        var (status, receipt) = await two.Call(HttpMethod.Delete, Path(Transfer) + $"?version={version}");

        Assert.True(status == 200, receipt.ToString());
        Assert.Equal(version, (await us.Call(Path("{0}"))).Body.GetProperty("version").GetInt64());
        Assert.Equal(421, (await one.Call(Path("{0}"))).Status);
        Assert.Empty(await PlainSearch.InTables(old.Database, moving.Texts));
        await Pin(two, null);
        Assert.Equal(404, (await two.Call(Path("{0}"))).Status);
    }

    private static Task<SiloProcess> Start(TestCluster cluster, string region, string other) =>
        cluster.Start("--region", region, "--regions", $"{other}=https://{other}.example.com");

    private string Path(string shape) => string.Format(System.Globalization.CultureInfo.InvariantCulture, shape, $"/v1/profiles/users/{moving.User}");

    private async Task Pin(SiloProcess silo, string? region)
    {
        var (status, body) = await silo.Call(HttpMethod.Put, Path(Region), region is null ? """{"region":null}""" : $$"""{"region":"{{region}}"}""");
        Assert.True(status == 200, body.ToString());
    }
}
