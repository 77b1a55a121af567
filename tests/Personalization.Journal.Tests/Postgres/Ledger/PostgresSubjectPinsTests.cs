using Personalization.HostContract.Postgres;
using Personalization.Journal.Postgres.Ledger;
using Personalization.Journal.Residency;
using Personalization.Journal.Tests.Residency;

namespace Personalization.Journal.Tests.Postgres.Ledger;

public sealed class PostgresSubjectPinsTests(PostgresServer server) : SubjectPinsContract, IAsyncDisposable
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
    public async Task What_one_process_pins_and_lifts_others_know_once_they_have_looked()
    {
        var (one, other) = (await Open(), await Open());
        Assert.Null(await one.Pin(Ada, "us"));
        Assert.Null(other.Find(Ada));

        await other.Refresh();
        Assert.Equal("us", other.Find(Ada));

        Assert.Null(await one.Pin(Ada, null));
        await other.Refresh();
        Assert.True(other.IsEmpty);
    }

    protected override async Task<ISubjectPins> Open(int pinsMax = 1_000)
    {
        opened.Add(await PostgresLedger.Open(await server.ConnectionString(), schema, pinsMax, TestContext.Current.CancellationToken));
        return opened[^1].Pins;
    }
}
