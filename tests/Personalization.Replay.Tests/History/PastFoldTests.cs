using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.HostContract;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Replay.History;

namespace Personalization.Replay.Tests.History;

public sealed class PastFoldTests
{
    private const int Events = 2_000;
    private static readonly Catalog First = Theatre.Season('a', max: 5, purse: 60_000_000);
    private static readonly FoldPlan Plan = FoldPlan.Compile(First);
    private static readonly SubjectKey Guest = Sample.User("g1");

    [Fact]
    public async Task A_look_that_begins_at_a_mark_sees_what_one_from_the_beginning_sees()
    {
        await using var house = await Filled();
        var marked = new PastFold(house.Journal, house.Snapshots, new ProfileMarks());
        await marked.Fold(Plan, Guest, Instant.MaxValue, Playhouse.Cancellation);
        for (var hour = 0; hour < Events; hour += 171)
        {
            // Every seventh event was received half a day after the others around it.
            var at = Sample.Noon + TimeSpan.FromHours(hour);
            var again = await marked.Fold(Plan, Guest, at, Playhouse.Cancellation);
            var fresh = await new PastFold(house.Journal, NoSnapshots.Instance, new ProfileMarks()).Fold(Plan, Guest, at, Playhouse.Cancellation);
            Assert.Equal(Known(at), fresh.Version);
            Assert.Equal(Bytes(fresh), Bytes(again));
        }
    }

    [Fact]
    public async Task The_second_look_reads_the_stream_from_the_nearest_mark_on()
    {
        await using var house = await Filled();
        var journal = new Watched(house.Journal);
        var fold = new PastFold(journal, house.Snapshots, new ProfileMarks());
        Assert.Equal(Events, (await fold.Fold(Plan, Guest, Instant.MaxValue, Playhouse.Cancellation)).Version);
        Assert.Equal(0, journal.LastAfter);
        Assert.Equal(Events, (await fold.Fold(Plan, Guest, Instant.MaxValue, Playhouse.Cancellation)).Version);
        Assert.Equal((Events / Journal.Limits.EventsPerMark * Journal.Limits.EventsPerMark) - 1, journal.LastAfter);
    }

    [Fact]
    public async Task The_first_look_begins_at_a_mark_that_the_host_has_kept()
    {
        await using var house = await Filled();
        await house.Host.DisposeAsync();
        var journal = new Watched(house.Journal);
        for (var hour = 0; hour < Events; hour += 171)
        {
            var at = Sample.Noon + TimeSpan.FromHours(hour);
            var first = await new PastFold(journal, house.Snapshots, new ProfileMarks()).Fold(Plan, Guest, at, Playhouse.Cancellation);
            var scratch = await new PastFold(house.Journal, NoSnapshots.Instance, new ProfileMarks()).Fold(Plan, Guest, at, Playhouse.Cancellation);
            Assert.Equal(Bytes(scratch), Bytes(first));

            // One mark, or half a day's events after it that came before it.
            Assert.InRange(journal.EventsRead, 1, (2 * Journal.Limits.EventsPerMark) + 12 + 24);
            journal.EventsRead = 0;
        }
    }

    [Fact]
    public async Task An_early_look_passes_over_what_came_long_after_it()
    {
        await using var house = await Filled();
        var journal = new Watched(house.Journal);
        var fold = new PastFold(journal, house.Snapshots, new ProfileMarks());
        await fold.Fold(Plan, Guest, Instant.MaxValue - Journal.Limits.ClockCorrectionMax, Playhouse.Cancellation);
        Assert.Equal(Known(Sample.Noon + TimeSpan.FromHours(20)), (await fold.Fold(Plan, Guest, Sample.Noon + TimeSpan.FromHours(20), Playhouse.Cancellation)).Version);
        Assert.Equal((Events / Journal.Limits.EventsPerMark * Journal.Limits.EventsPerMark) - 1, journal.LastAfter);
    }

    [Fact]
    public async Task What_was_erased_does_not_come_back_from_a_mark()
    {
        await using var house = await Filled();
        var fold = new PastFold(house.Journal, house.Snapshots, new ProfileMarks());
        await fold.Fold(Plan, Guest, Instant.MaxValue, Playhouse.Cancellation);
        Assert.Equal(Events, await house.Journal.Erase(Guest, Playhouse.Cancellation));
        Assert.Equal(0, (await fold.Fold(Plan, Guest, Instant.MaxValue, Playhouse.Cancellation)).Version);
    }

    [Fact]
    public async Task What_was_imported_behind_newer_events_is_part_of_the_past()
    {
        await using var house = new Playhouse(First);
        await house.Host.Import(Guest, [.. Enumerable.Range(1_000, 2 * Journal.Limits.EventsPerMark).Select(Applause)], Playhouse.Cancellation);
        await house.Host.Import(Guest, [.. Enumerable.Range(0, 10).Select(Applause)], Playhouse.Cancellation);
        var fold = new PastFold(house.Journal, house.Snapshots, new ProfileMarks());
        for (var look = 0; look < 2; look++)
        {
            Assert.Equal(10, (await fold.Fold(Plan, Guest, Sample.Noon + TimeSpan.FromHours(100), Playhouse.Cancellation)).Version);
            await fold.Fold(Plan, Guest, Sample.Noon + TimeSpan.FromHours(10_000), Playhouse.Cancellation);
        }
    }

    [Fact]
    public void Where_memory_is_full_the_marks_of_who_was_marked_first_go()
    {
        var marks = new ProfileMarks(bytesMax: 250);
        foreach (var user in (string[])["u1", "u2", "u3"])
        {
            marks.Keep(Sample.User(user), 1, new StoredSnapshot(512, 0, 1, 1, new ReceivedOrder(Sample.Noon, Rises: true), new byte[100]));
        }

        Assert.Equal([false, true, true], ((string[])["u1", "u2", "u3"]).Select(user => marks.Find(Sample.User(user), 1, Sample.Noon) is not null));
        Assert.Null(marks.Find(Sample.User("u2"), 2, Sample.Noon));
        Assert.Null(marks.Find(Sample.User("u2"), 1, Sample.Noon - TimeSpan.FromMilliseconds(1)));
    }

    private static long Known(Instant at) => Enumerable.Range(0, Events).Count(number => Applause(number).ReceivedAt <= at);

    private static async Task<Playhouse> Filled()
    {
        var house = new Playhouse(First);
        await house.Host.Import(Guest, [.. Enumerable.Range(0, Events).Select(Applause)], Playhouse.Cancellation);
        return house;
    }

    private static Core.Events.Event Applause(int at)
    {
        var received = Sample.Noon + TimeSpan.FromHours(at % 7 == 0 ? at + 12 : at);
        return Crew.Track($"e{at}", "applauded", after: TimeSpan.FromHours(at)).Event with { ReceivedAt = received };
    }

    private static string Bytes(Profile profile)
    {
        using var writer = new ByteWriter();
        ProfileCodec.Write(writer, profile);
        return Convert.ToHexString(writer.Written);
    }
}
