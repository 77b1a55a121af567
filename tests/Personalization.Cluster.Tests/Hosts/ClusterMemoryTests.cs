using Microsoft.Extensions.DependencyInjection;
using Orleans.Services;
using Personalization.Grains;
using Personalization.HostContract;
using Personalization.HostContract.Postgres;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Journal.Erasures;
using Personalization.Projections.Notices;

namespace Personalization.Cluster.Tests.Hosts;

/// <summary>What three silos of real Orleans remember of somebody who is destroyed.</summary>
public sealed class ClusterMemoryTests(PostgresServer server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_that_do_not_own_a_subject_any_more_and_do_not_know_it_forget_it_too()
    {
        await using var host = await Open();
        foreach (var node in host.Nodes)
        {
            node.TakeUp(Sample.User("u1"));
            await node.Ingest(Sample.Acme, [Crew.Identify($"e-{Guid.NewGuid():N}")], Cancellation);
            Assert.NotNull(await node.Get(Sample.User("u1"), Cancellation));
        }

        var destroyed = await host.Each<ISubjectMemory>().First().Destroy(Sample.User("u1"), () => host.Each<IJournal>().First().Erase(Sample.User("u1"), Cancellation));

        Assert.Equal(3, destroyed);
        foreach (var node in host.Nodes)
        {
            Assert.Null(await node.Get(Sample.User("u1"), Cancellation));
        }
    }

    [Fact]
    public async Task As_long_as_a_silo_does_not_answer_nobody_says_that_it_has_forgotten()
    {
        var silos = 0;
        await using var host = await Open(silo =>
        {
            if (Interlocked.Increment(ref silos) == 3)
            {
                silo.Services.Remove(silo.Services.First(one => one.ServiceType == typeof(IGrainService)));
            }
        });
        foreach (var memory in host.Each<ISubjectMemory>())
        {
            await Assert.ThrowsAsync<ErasureUnfinishedException>(() => memory.Settle(Sample.User("u1"), Cancellation).AsTask());
        }
    }

    [Fact]
    public async Task A_silo_that_has_ended_is_not_waited_for()
    {
        await using var host = await Open();
        await host.Stop(host.Nodes.Last(), isKill: false);

        await host.Each<ISubjectMemory>().First().Settle(Sample.User("u1"), Cancellation);
    }

    private async Task<SiloHost> Open(Action<ISiloBuilder>? more = null) => await SiloHost.Open(
        await server.ConnectionString(), server.NewSchema(), new FixedCatalogs(Airline.Catalog), new ManualTime(), liveMax: 1000, silo =>
        {
            silo.Services.AddSingleton<IChangeNotices, Nobody>();
            more?.Invoke(silo);
        });

    /// <summary>Nobody watches here.</summary>
    private sealed class Nobody : IChangeNotices
    {
        public ValueTask Publish(IReadOnlyList<ChangeNotice> notices, CancellationToken cancellation) => default;
    }
}
