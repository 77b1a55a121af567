using System.Globalization;
using Personalization.Simulation.Kills.Servers;

namespace Personalization.Simulation.Kills.Load;

/// <summary>A client that sends one call after another until the server is gone, and begins with what stayed unanswered.</summary>
/// <param name="name">Its name, in the ids of what it sends.</param>
/// <param name="random">What it sends.</param>
/// <param name="ledger">What was acknowledged.</param>
internal sealed class LoadClient(string name, Random random, Ledger ledger)
{
    private const int BatchMax = 12, DecisionsKept = 16, KindsOfCall = 10;
    private readonly Queue<(string User, string Decision, string Action)> decisions = [];
    private Operation? unanswered, answered;
    private int count;

    /// <summary>Sends until there is no answer.</summary>
    public async Task Run(ServerClient server)
    {
        // Some calls are given up: nobody ever learns what became of them.
        if (unanswered is not null && random.Next(4) == 0)
        {
            unanswered = null;
        }

        while (true)
        {
            var operation = unanswered ?? Next();
            unanswered = operation;
            if (!await operation.Send(server, ledger))
            {
                return;
            }

            (unanswered, answered) = (null, operation);
            if (operation is ServeOperation { Served: { } served } serve)
            {
                Keep((serve.User, served.Decision, served.Action));
            }
        }
    }

    private Operation Next() => random.Next(KindsOfCall) switch
    {
        0 when answered is not null => answered,
        1 or 2 => new ServeOperation(Population.User(random.Next()), "offers", NextId()),
        3 => new ServeOperation(Population.User(random.Next()), "hints", NextId()),
        4 when decisions.TryDequeue(out var one) => new OutcomeOperation(one.User, one.Decision, one.Action, random.Next(2) == 0 ? "shown" : "clicked"),
        _ => new BatchOperation([.. Enumerable.Range(0, random.Next(1, BatchMax)).Select(_ => (Population.User(random.Next()), NextId(), random.Next(100)))]),
    };

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{name}-{++count}");

    private void Keep((string User, string Decision, string Action) decision)
    {
        decisions.Enqueue(decision);
        if (decisions.Count > DecisionsKept)
        {
            decisions.Dequeue();
        }
    }
}
