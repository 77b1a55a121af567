using System.Globalization;
using Personalization.Simulation.Kills.Checking;
using Personalization.Simulation.Kills.Load;
using Personalization.Simulation.Kills.Servers;

namespace Personalization.Simulation.Kills;

/// <summary>A data folder whose servers are killed one after another; each checks what the one before left.</summary>
internal sealed class KilledFolder(string path, Random random, KillTotals totals)
{
    private const int Clients = 6, KillsPerFullCheck = 10;
    private readonly Ledger ledger = new();
    private readonly RecordedStreams reader = new();
    private int unverified, starts;

    /// <summary>The server that runs or ran last.</summary>
    public ServerProcess? Server { get; private set; }

    /// <summary>How many of its servers were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>Kills servers that often. Throws <see cref="KillViolationException"/> where one broke a promise.</summary>
    public async Task Run(int kills)
    {
        LoadClient[] clients = [.. Enumerable.Range(0, Clients)
            .Select(number => new LoadClient(string.Create(CultureInfo.InvariantCulture, $"c{number}"), new Random(random.Next()), ledger))];
        while (Kills < kills)
        {
            // The first start makes the key; a server that was killed before cannot be asked.
            var moment = starts == 0 ? new KillMoment(KillPhase.Load, TimeSpan.FromMilliseconds(random.Next(400)), default) : KillMoment.Draw(random);
            using var server = Start();
            if (moment.Phase == KillPhase.Start)
            {
                await Outlast(server, moment.After);
                await Kill(server, moment.Phase);
                continue;
            }

            using var client = await Recover(server, fromTheBegin: starts % KillsPerFullCheck == 0);
            var load = Task.WhenAll(clients.Select(one => Task.Run(() => one.Run(client))));
            await Outlast(server, moment.After);
            if (moment.Phase == KillPhase.Stop && await Stops(server, moment.AfterStop))
            {
                totals.StoppedInOrder();
            }
            else
            {
                await Kill(server, moment.Phase);
            }

            await load;
        }

        await End();
        totals.Acknowledged(ledger.Count);
    }

    private static async Task Outlast(ServerProcess server, TimeSpan time)
    {
        if (await server.EndsWithin(time))
        {
            throw new KillViolationException($"The server ended by itself with code {server.ExitCode}.");
        }
    }

    private static async Task<bool> Stops(ServerProcess server, TimeSpan within)
    {
        server.Stop();
        if (!await server.EndsWithin(within))
        {
            return false;
        }

        return server.ExitCode == 0 ? true : throw new KillViolationException($"A server that was told to stop ended with code {server.ExitCode}.");
    }

    private ServerProcess Start()
    {
        starts++;
        return Server = ServerProcess.Start(path);
    }

    private async Task Kill(ServerProcess server, KillPhase phase)
    {
        await server.Kill();
        Kills++;
        unverified++;
        totals.Killed(phase);
    }

    private async Task<ServerClient> Recover(ServerProcess server, bool fromTheBegin)
    {
        var address = await server.Address() ?? throw new KillViolationException("The server did not start again.");
        var client = new ServerClient(address, path);
        var wrong = RecoveryCheck.Run(ledger, await reader.Read(client, fromTheBegin));
        if (wrong.Count > 0)
        {
            throw new KillViolationException(string.Join('\n', wrong));
        }

        totals.Recovered(unverified);
        unverified = 0;
        return client;
    }

    private async Task End()
    {
        using var last = Start();
        using var client = await Recover(last, fromTheBegin: true);
        if (!await Stops(last, TimeSpan.FromSeconds(60)))
        {
            throw new KillViolationException("A server without any load does not stop.");
        }
    }
}
