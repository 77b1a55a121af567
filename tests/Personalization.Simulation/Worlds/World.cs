using System.Runtime.ExceptionServices;
using System.Text;
using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Embedded;
using Personalization.Journal;
using Personalization.Journal.Sqlite;
using Personalization.Simulation.Bugs;
using Personalization.Simulation.Checking;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Worlds;

/// <summary>A world: one server on one disk, its clients, and the model of what it must hold. Everything happens on the caller's thread.</summary>
/// <remarks>
/// A step starts a call and lets it run until it has ended or waits for a commit; commits, the index and checkpoints run when a step says so.
/// The only tasks that complete by themselves are those of the host's end, which is waited for. So the script is the whole history.
/// </remarks>
internal sealed partial class World : IDisposable
{
    private readonly List<RunningCall> calls = [];
    private readonly PlantedBug bug;
    private readonly Dice dice;
    private Server server = null!;
    private bool isDamaged;

    public World(Script script, PlantedBug bug)
    {
        Script = script;
        this.bug = bug;
        dice = new Dice(script.Seed ^ 0xD15C);
        Disk = new SimulatedDisk(dice.Split()) { IsLying = bug.LyingDisk };
    }

    /// <summary>What happens.</summary>
    public Script Script { get; }

    /// <summary>The disk.</summary>
    public SimulatedDisk Disk { get; }

    /// <summary>The server's clock.</summary>
    public Clock Clock { get; } = new();

    /// <summary>The server's catalogs.</summary>
    public SwappedCatalogs Catalogs { get; } = new();

    /// <summary>The model.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>The consumer of the feed.</summary>
    public Follower Follower { get; } = new();

    /// <summary>The batches that clients got no answer for.</summary>
    public List<(int Client, SentEvent[] Events)> Unanswered { get; } = [];

    /// <summary>The decisions that clients were answered.</summary>
    public List<Decision> Served { get; } = [];

    /// <summary>A hash of everything that could be seen so far.</summary>
    public ulong History { get; private set; }

    /// <summary>What the server takes for now.</summary>
    public Instant Now => Instant.From(Clock.GetUtcNow());

    /// <summary>Whether anything waits to be committed.</summary>
    public bool HasBatches => server.Sqlite.WaitingBatches > 0;

    /// <summary>Lets everything happen. Throws <see cref="ViolationException"/> where a promise is broken.</summary>
    /// <param name="count">Counts the steps.</param>
    public void Run(Action<string> count)
    {
        Open(null);
        foreach (var step in Script.Steps)
        {
            step.Run(this);
            count(step.Name);
            LookAfter();
        }

        Finish();
        Note($"{Ledger.Calls} calls");
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            Note($"{kind} {Disk.Faults[kind]}");
        }
    }

    /// <summary>Adds something that could be seen to the history.</summary>
    public void Note(string seen) => History = StableHash.Of(Encoding.UTF8.GetBytes(seen), History);

    /// <summary>A client makes a call, which runs until it ends or waits.</summary>
    public void Start(string name, Func<EmbeddedProfiles, Task> call, Action? lost = null)
    {
        calls.Add(new RunningCall(name, Run(call), lost));
        server.Settle();
        Collect();
        while (calls.Count > Script.Shape.ParkedMax && server.Failure is null && !Disk.IsDown)
        {
            CommitNext();
        }
    }

    /// <summary>Something reads the journal beside the host.</summary>
    public void Read(string name, Action<IJournal> read) => Start(name, _ =>
    {
        read(server.Journal);
        return Task.CompletedTask;
    });

    /// <summary>Archives what is older than this, or compacts where it is below 0.</summary>
    public async Task<long> Tidy(long ageMilliseconds) => ageMilliseconds < 0
        ? await server.Sqlite.Compact(CancellationToken.None).ConfigureAwait(false)
        : await server.Sqlite.Archive(Now - TimeSpan.FromMilliseconds(ageMilliseconds), CancellationToken.None).ConfigureAwait(false);

    /// <summary>Commits the oldest batch; where none waits but calls do, the index has to make room first.</summary>
    public void CommitNext()
    {
        if (!HasBatches)
        {
            Maintain(journal => journal.KeepIndex());
            ViolationException.ThrowUnless(HasBatches || calls.Count <= Script.Shape.ParkedMax, ViolationKind.Stuck, () => $"{string.Join(", ", calls.Select(call => call.Name))}: nothing happens any more.");
            return;
        }

        Maintain(journal => journal.CommitNext());
    }

    /// <summary>Something is done for the journal that threads do in production.</summary>
    public void Maintain(Action<SqliteJournal> work)
    {
        var syncs = Disk.Faults[FaultKind.FailedSync];
        work(server.Sqlite);
        ViolationException.ThrowUnless(Disk.Faults[FaultKind.FailedSync] == syncs || server.Sqlite.Failed.IsCompleted, ViolationKind.WentOnAfterFailedSync, () => "A sync failed, and the journal has not.");
        server.Settle();
        Collect();
    }

    /// <summary>A client was told that an event is durable. Throws where it is not, or not exactly once.</summary>
    public void Acknowledged(IncomingEvent sent)
    {
        var id = sent.Event.Id;
        var holders = Ledger.Streams.Where(stream => stream.Holds(id, durably: true)).Select(stream => stream.Subject).ToList();
        var needsUser = (sent.UserId ?? sent.AnonymousId) is not null && Fair.Catalogs[0].Routes.Find(sent.Event, hasUser: true).HasFlag(Core.Catalogs.SubjectSide.User);
        ViolationException.ThrowUnless(
            holders.Count > 0 && (!needsUser || Known(sent).Any(holders.Contains)), ViolationKind.AcknowledgedEarly, () => $"{id} is acknowledged and not durable.");

        // What came while two were one and is sent again when they are two may count for both, each with an account of their own.
        ViolationException.ThrowUnless(
            holders.Count(holder => holder.Kind == SubjectKind.Account) <= 1 || Known(sent).Any(Ledger.WasParted), ViolationKind.AppliedTwice, () => $"{id} is in several accounts: {string.Join(", ", holders)}.");
    }

    /// <summary>Whoever the person of an event was known as since, the sender's own name first.</summary>
    private IReadOnlyList<SubjectKey> Known(IncomingEvent sent) => sent switch
    {
        { UserId: { } user } => Ledger.EverKnown(new SubjectKey(Fair.Tenant, SubjectKind.User, user)),
        { AnonymousId: { } visitor } => Ledger.EverKnown(new SubjectKey(Fair.Tenant, SubjectKind.Anonymous, visitor)),
        _ => [],
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (server is not null)
        {
            Disk.KillProcess();
            server.Die();
        }

        Disk.Dispose();
    }

    private async Task Run(Func<EmbeddedProfiles, Task> call) => await call(server.Host).ConfigureAwait(false);

    /// <summary>Takes the calls that have ended.</summary>
    private void Collect()
    {
        foreach (var call in calls.Where(call => call.Ended.IsCompleted).ToList())
        {
            calls.Remove(call);
            if (call.Ended.Exception?.InnerException is { } error)
            {
                ThrowIfUnexpected(error, call.Name);
                Note($"{call.Name} lost");
                call.Lost?.Invoke();
            }
        }
    }

    /// <summary>Stops a server that says it must stop, and starts the next one.</summary>
    private void LookAfter()
    {
        if (Disk.IsDown || server.Failure is not null)
        {
            if (!Disk.IsDown)
            {
                ThrowIfUnexpected(server.Failure!, "the server");
            }

            Crash(dice.Percent(50), null);
        }
    }

    private void ThrowIfUnexpected(Exception error, string where)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is ViolationException violation)
            {
                throw violation;
            }
        }

        if (isDamaged && !Disk.IsDown)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        ViolationException.ThrowUnless(Disk.IsDown || Disk.HasFailed, ViolationKind.FailedWithoutReason, () => $"{where}: {error}");
    }
}
