using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Personalization.Cluster.Replays;
using Personalization.Core;
using Personalization.Replay.Jobs;

namespace Personalization.Cluster.Tests.Replays;

public sealed class ReplayDirectoryStateTests
{
    [Fact]
    public void News_of_a_job_take_the_place_of_what_was_known_unless_they_are_older()
    {
        var state = new ReplayDirectoryState().With([Line(1, ReplayState.Waiting, saidAt: 10)]).With([Line(1, ReplayState.Done, saidAt: 20)]);
        Assert.Equal(ReplayState.Done, Assert.Single(state.With([Line(1, ReplayState.Running, saidAt: 15)]).Lines).Job.Read().State);
        Assert.Equal(ReplayState.Running, Assert.Single(state.With([Line(1, ReplayState.Running, saidAt: 15) with { Place = "moved" }]).Lines).Job.Read().State);
    }

    [Fact]
    public void The_newest_are_remembered_and_those_that_ended_push_out_none_that_works()
    {
        var state = new ReplayDirectoryState();
        for (var id = 1; id <= 500; id++)
        {
            state = state.With([Line(id, id <= 3 ? ReplayState.Running : ReplayState.Done)]);
        }

        Assert.Equal(3 + Limits.EndedReplaysMax, state.Lines.Count);
        Assert.Equal(["r3", "r2", "r1"], state.Lines.TakeLast(3).Select(line => line.Job.Id));
        Assert.Equal("r500", state.Lines[0].Job.Id);
        Assert.Equal(Limits.OpenReplaysMax, new ReplayDirectoryState().With(Enumerable.Range(1, 1_000).Select(id => Line(id, ReplayState.Waiting))).Lines.Count);
    }

    [Fact]
    public void Of_many_counts_those_of_the_job_itself_and_the_most_frequent_are_remembered()
    {
        var counts = Enumerable.Range(1, 200).ToDictionary(at => $"reason/{at}", at => (long)at);
        counts["events"] = 1;
        var line = Line(1, ReplayState.Done);
        var kept = new ReplayDirectoryState().With([line with { Job = ReplayForm.Of(line.Job.Read() with { Counts = counts }) }]).Lines[0].Job.Read().Counts;
        Assert.Equal(Limits.ReplayCountsMax, kept.Count);
        Assert.True(kept.ContainsKey("events"));
        Assert.Equal(138, kept.Where(one => one.Key != "events").Min(one => one.Value));
    }

    [Fact]
    public void The_stored_form_of_a_directory_stays_what_it_is()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var golden = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Replays", "Golden", "replay-directory.v1.hex")).Trim();

        // Grain storage writes and reads it so: by the type that is asked for.
        Assert.Equal(golden, Convert.ToHexStringLower(serializer.SerializeToArray(Sample())));
        var read = serializer.Deserialize<ReplayDirectoryState>(Convert.FromHexString(golden));
        var (was, then) = (Sample().Lines[0], Assert.Single(read.Lines));
        Assert.Equal(was with { Job = was.Job with { Counts = then.Job.Counts } }, then);
        Assert.Equal(was.Job.Counts, then.Job.Counts);
    }

    private static ReplayDirectoryState Sample() => new()
    {
        Lines =
        [
            new ReplayLine("0123456789abcdef", "silo-1", 1_700_000_009_000, ReplayForm.Of(new ReplaySummary("566ef85563", ReplayKind.Backfill, ReplayState.Failed, new Instant(1_700_000_000_000))
            {
                From = new Instant(1), To = new Instant(2), Subjects = 3, Into = "acme/next", Catalog = new string('a', 64), ImportFile = "events.ndjson", Queue = "acme.production.events", UntilEmpty = true,
                Started = new Instant(1_700_000_001_000), Ended = new Instant(1_700_000_002_000), Counts = new Dictionary<string, long> { ["accepted"] = 7, ["rejected"] = 1 }, Findings = 5,
                Failure = new Problem("unreadable_source", "", "It ended."), Share = 0.5, EventsPerSecond = 12.25, Remaining = TimeSpan.FromSeconds(1.5),
            })),
        ],
    };

    private static ReplayLine Line(int id, ReplayState state, long saidAt = 1) =>
        new("place", "host", saidAt, ReplayForm.Of(new ReplaySummary($"r{id}", ReplayKind.Verify, state, new Instant(id))));
}
