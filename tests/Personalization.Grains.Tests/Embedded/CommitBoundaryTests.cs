using Personalization.Grains.Embedded;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

/// <summary>The process ends at every commit of a run in which everybody takes from everything: what was held is counted on both sides or on none.</summary>
public sealed class CommitBoundaryTests
{
    private const int Clients = 8, Max = 4;
    private const long Purse = (6 * Theatre.BigMillionths) + (2 * Theatre.SmallMillionths) + 1;

    private static readonly FixedCatalogs Catalogs = new(Theatre.Catalog(Max, Purse));

    private static readonly string[] Users = [.. Enumerable.Range(0, Clients).Select(at => $"g{at}")];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_leaks_wherever_the_process_ends(bool isLastHeardOf)
    {
        var boundary = 0;
        while (await EndsAfter(boundary, isLastHeardOf))
        {
            boundary++;
        }

        Assert.InRange(boundary, 20, 100);
    }

    [Fact]
    public async Task Nothing_leaks_where_the_power_fails()
    {
        using var folder = new DataFolder();
        var left = true;
        while (left)
        {
            var host = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions());
            left = (await Task.WhenAll(Users.Select((user, at) => Ask(host, user, at)))).Contains(true);
            await host.Crash();
            await using var copy = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions());
            await LimitBooks.Read(copy.Profiles, Theatre.Catalog(Max, Purse), Users);
        }

        await using var again = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions());
        await CheckUsedUp(again);
    }

    /// <returns>Whether it ended before everything was used up.</returns>
    private static async Task<bool> EndsAfter(int appends, bool isLastHeardOf)
    {
        using var folder = new DataFolder();
        EndingJournal? ending = null;
        await using (var host = new EmbeddedHost(
            folder, Catalogs, new ManualTime(), new EmbeddedHostOptions(), journal => ending = new EndingJournal(journal, appends, isLastHeardOf)))
        {
            try
            {
                await UseUp(host);
            }
            catch (ProfilesFailedException)
            {
                Assert.True(ending!.HasEnded);
            }
        }

        await using var again = new EmbeddedHost(folder, Catalogs, new ManualTime(), new EmbeddedHostOptions());
        await LimitBooks.Read(again.Profiles, Theatre.Catalog(Max, Purse), Users);
        await UseUp(again);
        await CheckUsedUp(again);
        return ending!.HasEnded;
    }

    private static async Task CheckUsedUp(EmbeddedHost host)
    {
        var books = await LimitBooks.Read(host.Profiles, Theatre.Catalog(Max, Purse), Users);
        Assert.All(Users, user => Assert.Equal(Max, books.Counted("guest", user).Count));
        Assert.Equal((Max, Max, Max), (books.Counted("house").Count, books.Counted("company", "a0").Count, books.Counted("company", "a1").Count));
        Assert.InRange(Purse - books.Spent("purse").Sum(one => one.Millionths), 0, Theatre.SmallMillionths - 1);
    }

    private static Task UseUp(EmbeddedHost host) => Task.WhenAll(Users.Select(async (user, at) =>
    {
        while (await Ask(host, user, at))
        {
        }
    }));

    private static Task<bool> Ask(EmbeddedHost host, string user, int at) => Task.Run(
        async () => (await host.Decide(Crew.Ask("foyer", user, account: $"a{at % 2}") with { Durable = true })).Actions.Length > 0,
        TestContext.Current.CancellationToken);
}
