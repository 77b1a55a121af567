using System.Globalization;
using Personalization.Benchmarks.InProcess;
using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Grains;

namespace Personalization.Benchmarks.Replaying;

/// <summary>A million events of two thousand users over sixty days in batches of 500, 10,000 of them of one user and one in a hundred a served decision, in a journal of its own.</summary>
internal sealed class FilledJournal : IAsyncDisposable
{
    public const int EventsOfOne = 10_000;
    private const int Batches = 2_000, BatchSize = 500, Users = 2_000, UnderWay = 4, ServesPerBatch = 5;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("personalization-replay-");
    private int scratch;

    private FilledJournal() => Host = Open();

    /// <summary>The user with many events.</summary>
    public static SubjectKey One { get; } = new(SampleCatalog.Tenant, SubjectKind.User, "one");

    /// <summary>A host that was started on what the one that took the events in left when it was closed.</summary>
    public LocalHost Host { get; private set; }

    /// <summary>How many events there are.</summary>
    public long Events { get; private set; }

    /// <summary>When the first event was received.</summary>
    public static Instant From => Until - TimeSpan.FromDays(60);

    /// <summary>When all events of the past had been received.</summary>
    public static Instant Until { get; } = Instant.From(DateTimeOffset.UtcNow);

    /// <summary>A new folder.</summary>
    public string Scratch() => Path.Combine(folder.FullName, (++scratch).ToString(CultureInfo.InvariantCulture));

    public static async Task<FilledJournal> Make()
    {
        var made = new FilledJournal();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, UnderWay).Select(_ => Task.Run(async () =>
        {
            for (var batch = Interlocked.Increment(ref next); batch < Batches; batch = Interlocked.Increment(ref next))
            {
                await made.Host.Ingest(Batch(batch));
                for (var at = 0; at < ServesPerBatch; at++)
                {
                    await made.Serve(batch, at);
                }
            }
        })));
        await made.Host.DisposeAsync();
        made.Host = made.Open();
        await foreach (var _ in made.Host.Journal.ReadFrom(0, CancellationToken.None))
        {
            made.Events++;
        }

        return made;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private LocalHost Open() => new(Path.Combine(folder.FullName, "data"));

    private async Task Serve(int batch, int at)
    {
        var request = new DecisionRequest { Subject = One with { Id = User(batch, at * 97) }, Surface = at % 2 == 0 ? "home.card" : "home.checklist", Mode = DecisionMode.Serve };
        var answer = await Host.Profiles.Decide(request, CancellationToken.None);
        if (!answer.IsOk)
        {
            throw new InvalidOperationException(answer.Problem.Message);
        }
    }

    private static IncomingEvent[] Batch(int batch)
    {
        var events = new IncomingEvent[BatchSize];
        for (var at = 0; at < BatchSize; at++)
        {
            var user = at % (Batches * BatchSize / EventsOfOne) == 0 ? One.Id : User(batch, at);
            events[at] = Track(string.Create(CultureInfo.InvariantCulture, $"e-{batch}-{at}"), user, at, From + ((Until - From) * ((double)batch / Batches)));
        }

        return events;
    }

    private static string User(int batch, int at) => string.Create(CultureInfo.InvariantCulture, $"bench-{((batch * 7919) + at) % Users}");

    private static IncomingEvent Track(string id, string user, int at, Instant time)
    {
        var (name, properties) = at % 50 == 1
            ? ("import_failed", new ValueMap([Entry("code", Value.String("csv_encoding")), Entry("feature", Value.String("csv"))]))
            : ("feature_used", new ValueMap([Entry("feature", Value.String("board")), Entry("durationMs", Value.Int(1_500 + at))]));
        return new IncomingEvent(user, null, new Tracked { Id = id, Time = time, ReceivedAt = time, Name = name, Properties = properties });
    }

    private static KeyValuePair<Value, Value> Entry(string name, Value value) => KeyValuePair.Create(Value.String(name), value);
}
