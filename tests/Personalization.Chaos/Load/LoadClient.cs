using System.Globalization;

namespace Personalization.Chaos.Load;

/// <summary>A client that begins a call at every tick, however long those before take, and repeats what may be repeated until it is done.</summary>
/// <param name="name">Its name, in the ids of what it sends.</param>
/// <param name="random">What it sends.</param>
/// <param name="gateways">Where it may send.</param>
/// <param name="ledger">What was acknowledged.</param>
/// <param name="log">How calls went.</param>
/// <param name="violations">What must not happen.</param>
internal sealed class LoadClient(string name, Random random, Gateways gateways, Ledger ledger, CallLog log, Violations violations)
{
    private const int UnderWayMax = 64, BatchMax = 8, RecentMax = 8, TimesTwiceOneIn = 12;

    /// <summary>A client looks at Retry-After and is impatient: it may not hurt to come back earlier.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

    /// <summary>The end of a process may be seen by its connections before it is told.</summary>
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(3);

    private readonly Queue<Operation> recent = [];
    private readonly HashSet<Task> underWay = [];
    private int count;

    /// <summary>Sends until it is told to stop, then finishes what is under way.</summary>
    /// <param name="period">The time between two calls.</param>
    /// <param name="progress">How much of the run is over, 0 to 1.</param>
    /// <param name="stop">Begins no more calls.</param>
    /// <param name="giveUp">Repeats none any more.</param>
    public async Task Run(TimeSpan period, Func<double> progress, CancellationToken stop, CancellationToken giveUp)
    {
        using var timer = new PeriodicTimer(period);
        while (await timer.Ticks(stop))
        {
            underWay.RemoveWhere(one => one.IsCompletedSuccessfully);
            if (underWay.Count >= UnderWayMax)
            {
                log.HoldBack();
                continue;
            }

            underWay.Add(Drive(Next(progress()), giveUp));
        }

        await Task.WhenAll(underWay);
    }

    private Operation Next(double progress)
    {
        if (recent.Count > 0 && random.Next(TimesTwiceOneIn) == 0)
        {
            return recent.ElementAt(random.Next(recent.Count));
        }

        var operation = Draw(progress);
        if (operation.IsRepeatable)
        {
            recent.Enqueue(operation);
            if (recent.Count > RecentMax)
            {
                recent.Dequeue();
            }
        }

        return operation;
    }

    private Operation Draw(double progress) => random.Next(20) switch
    {
        < 4 => new BatchOperation([.. Enumerable.Range(0, random.Next(1, BatchMax)).Select(_ => SentEvent.Draw(NextId(), Population.Draw(random), random))]),
        < 8 => BatchOf(Population.Draw(random)),
        < 14 => new DecideOperation(Population.Draw(random), Offer.Draw(random, progress), NextId(), IsPeek: false),
        < 16 => new DecideOperation(Population.Draw(random), Offer.Draw(random, progress), null, IsPeek: false),
        < 18 => new DecideOperation(Population.Draw(random), Offer.Draw(random, progress), null, IsPeek: true),
        _ => new ReadOperation(Population.People[random.Next(Population.People.Count)]),
    };

    /// <summary>Events of one user, as a browser sends them: one silo can take them alone.</summary>
    private BatchOperation BatchOf(string user) => new([.. Enumerable.Range(0, random.Next(1, BatchMax)).Select(_ => SentEvent.Draw(NextId(), user, random))]);

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"{name}-{++count}");

    private async Task Drive(Operation operation, CancellationToken giveUp)
    {
        Trouble? trouble = null;
        do
        {
            var begun = DateTimeOffset.UtcNow;
            if (await Try(operation) is not { } failed)
            {
                break;
            }

            if (trouble is null)
            {
                log.Note(trouble = new Trouble(operation, begun));
            }

            trouble.Add(failed);
            if (!operation.IsRepeatable)
            {
                break;
            }
        }
        while (await Waiting.For(Again, giveUp));

        if (trouble is not null && !giveUp.IsCancellationRequested)
        {
            trouble.Ended = DateTimeOffset.UtcNow;
        }
    }

    private async Task<FailedTry?> Try(Operation operation)
    {
        if (gateways.Next() is not var (gateway, calls))
        {
            return new FailedTry("none", AnswerKind.Lost, "no gateway is ready", DateTimeOffset.UtcNow);
        }

        var answer = await operation.Send(calls, ledger);
        var ended = DateTimeOffset.UtcNow;
        switch (answer.Kind)
        {
            case AnswerKind.Done:
                log.Note(gateway, operation);
                violations.AddUnlessNull("answer", answer.Value);
                return null;
            case AnswerKind.Hung:
                violations.AddTimed("answer", $"{operation.Name} at {gateway.Name}, {ended:HH:mm:ss.fff}: {answer.Why}");
                break;
            case AnswerKind.Refused:
                violations.Add("answer", $"{operation.Name} at {gateway.Name}, {ended:HH:mm:ss.fff}: {answer.Why}");
                break;
            case AnswerKind.Lost when !await gateway.Gone.Within(GoneWithin):
                violations.Add("answer", $"{operation.Name} at {gateway.Name}, {ended:HH:mm:ss.fff}: the connection ended although the silo is there: {answer.Why}");
                break;
        }

        return new FailedTry(gateway.Name, answer.Kind, answer.Why, ended);
    }
}
