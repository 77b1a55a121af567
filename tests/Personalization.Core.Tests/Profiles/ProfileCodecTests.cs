using Personalization.Core.Calendars;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Outcome = Personalization.Core.Events.Outcome;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class ProfileCodecTests
{
    [Fact]
    public void A_profile_survives_being_stored() =>
        Prop.ForAll(RandomEvents.Many(), events =>
        {
            var bytes = Bytes(User(events));
            return Bytes(ProfileCodec.Read(Plan, bytes)).AsSpan().SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_profile_that_was_stored_folds_on_as_if_it_had_not_been() =>
        Prop.ForAll(RandomEvents.Many(), RandomEvents.Many(), (before, after) =>
        {
            var later = after.Select(one => one with { Id = "later-" + one.Id }).ToArray();
            var stored = ProfileCodec.Read(Plan, Bytes(Account(before)));
            Go(stored, later);
            return Bytes(stored).AsSpan().SequenceEqual(Bytes(Account([.. before, .. later])));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_stored_format_does_not_change()
    {
        var golden = Convert.FromHexString(string.Concat(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Profiles", "Golden", "user.v1.hex"))));

        Assert.Equal(Convert.ToHexString(golden), Convert.ToHexString(Bytes(User(Story()))));
        Assert.Equal("E1", ProfileCodec.Read(Plan, golden).Errors(Slots.Trouble).Code);
    }

    [Fact]
    public void Bytes_that_end_too_early_are_refused()
    {
        var bytes = Bytes(User(Story()));

        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<InvalidDataException>(() => ProfileCodec.Read(Plan, cut));
        }
    }

    [Fact]
    public void Bytes_behind_the_end_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => ProfileCodec.Read(Plan, [.. Bytes(User(Story())), 0]));
        Assert.Throws<InvalidDataException>(() => ProfileCodec.Read(Plan, [.. Bytes(User()), 0]));
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_read_as_some_profile_but_never_anything_else() =>
        Prop.ForAll(RandomEvents.Many(), ArbMap.Default.ArbFor<int>(), (events, seed) =>
        {
            var bytes = Bytes(User(events));
            var random = new Random(seed);
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                ReadEverything(ProfileCodec.Read(Plan, bytes));
            }
            catch (InvalidDataException)
            {
                // What damage is for.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Another_format_is_refused()
    {
        var bytes = Bytes(User(Story()));
        bytes[0]++;
        Assert.Throws<InvalidDataException>(() => ProfileCodec.Read(Plan, bytes));
    }

    [Fact]
    public void A_slot_that_the_plan_does_not_have_is_refused()
    {
        var smaller = FoldPlan.Compile(Model with { Actions = Model.Actions[..1] });
        var bytes = Bytes(User(Serve("e1", Start, "card")));
        Assert.Throws<InvalidDataException>(() => ProfileCodec.Read(smaller, bytes));
    }

    [Fact]
    public void Equal_texts_are_one_object_after_reading()
    {
        var read = ProfileCodec.Read(Plan, Bytes(User(View("e1", Start, "/home"), View("e2", Start, "/home"))));
        Assert.Same(read.Paths[0].Path, read.Paths[1].Path);
    }

    private static void ReadEverything(Profile profile)
    {
        Bytes(profile);
        foreach (var slot in Enumerable.Range(0, Model.Meters.Length))
        {
            _ = profile.Meter(slot, Start);
        }

        foreach (var slot in Enumerable.Range(0, Model.Checklists.Length))
        {
            _ = profile.Checklist(slot).Done;
        }

        foreach (var slot in Enumerable.Range(0, Plan.Histories.Length))
        {
            _ = (profile.HistoryLast(slot), profile.HistorySum(slot, Start), profile.HistoryValueCount(slot, Start));
        }

        _ = (profile.Cap(Slots.Mine, Start, TimeZoneRules.Utc), profile.Exposure(Slots.Tip), profile.Count(Slots.Makes, Start), profile.Errors(Slots.Trouble));
    }

    private static Event[] Story() =>
        [
            Identify("e1", Start, "acme", ("role", Text("admin")), ("name", Text("Ann")), ("score", Value.Int(2)), ("born", Text("1990-05-06")), ("beta", Value.Bool(true))),
            Group("e2", Start + Days(1), "acme"),
            View("e3", Start + Days(1), "/home") with { Context = new EventContext("de-AT", "Europe/Vienna", "AT", "desktop", "linux", "1.2") },
            Track("e4", Start + Days(2), "broke", ("code", Text("E1")), ("where", Text("import"))),
            Track("e5", Start + Days(3), "fixed", ("where", Text("import"))),
            Track("e6", Start + Days(3), "spent", ("amount", Value.Double(2.5))),
            Track("e7", Start + Days(3), "granted", ("limit", Value.Int(10))),
            Track("e8", Start + Days(3), "measured", ("amount", Value.Int(4))),
            Track("e9", Start + Days(4), "used", ("what", Text("chart")), ("ms", Value.Int(1500))),
            Track("e10", Start + Days(4), "made"),
            Serve("e11", Start + Days(5), "tip", "tour") with { RequestId = "r1" },
            Answer("e12", Start + Days(5), "tip", Outcome.Dismissed),
            Answer("e13", Start + Days(5), "tour", Outcome.Snoozed, Start + Days(9)),
        ];
}
