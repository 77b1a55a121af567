using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using Personalization.Core.Turns;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

/// <summary>Which sources data about a person may come from, under a catalog that names two.</summary>
public sealed class SourceTests
{
    private static readonly Catalog Sourced = Model with { DataSources = [new("crm") { Keys = ["sales"] }, new("web")] };
    private static readonly FoldPlan Sources = FoldPlan.Compile(Sourced);

    [Fact]
    public void Every_source_is_on_until_somebody_says_otherwise()
    {
        var profile = Fold(Sources, SubjectSide.User, Track("e1", Start, "made"));
        profile.ReadDataSource(0, out var isOn, out var said);

        Assert.Equal((true, null, false), (isOn, said, profile.IsSwitchedOff("crm")));
    }

    [Fact]
    public void What_was_said_last_counts_whenever_it_arrives()
    {
        var profile = Fold(Sources, SubjectSide.User, Say("e1", Start + Days(1), ("crm", false)), Say("e2", Start, ("crm", true), ("web", false)));

        Assert.Equal([true, true, false, false], [profile.IsSwitchedOff("crm"), profile.IsSwitchedOff("web"), profile.IsSwitchedOff("moon"), profile.IsSwitchedOff(null)]);
    }

    [Fact]
    public void Any_order_of_the_same_words_ends_in_the_same_bytes_which_read_back() => Prop.ForAll(
        Gen.Choose(0, 5).SelectMany(hours => Gen.Elements(("crm", true), ("crm", false), ("web", false), ("moon", false)).Select(word => (hours, word))).ArrayOf().ToArbitrary(),
        words =>
        {
            var events = words.Select((word, at) => (Event)Say("e" + at, Start + TimeSpan.FromHours(word.hours), word.word)).ToArray();
            var bytes = Bytes(Fold(Sources, SubjectSide.User, events));
            return bytes.SequenceEqual(Bytes(Fold(Sources, SubjectSide.User, events.Reverse()))) && bytes.SequenceEqual(Bytes(ProfileCodec.Read(Sources, bytes)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_stored_format_does_not_change() =>
        Assert.Equal("01010180D7DD8B956700018080808004010101F79936BB3EBB350500", Convert.ToHexString(Bytes(Fold(Sources, SubjectSide.User, Say("e1", Start, ("web", false))))));

    [Fact]
    public void A_key_says_where_its_events_come_from_whatever_they_say()
    {
        var index = SourceIndex.Of(Sourced);

        Assert.Equal(("crm", "crm", "web"), (index.Find("sales", null), index.Find("sales", "web"), index.Find("product", "web")));
        Assert.Equal((null, null), (index.Find(null, "moon"), index.Find("product", null)));
    }

    [Fact]
    public void Of_what_is_refused_nothing_is_kept_but_what_it_says_of_consent()
    {
        var identified = new Identified
        {
            Id = "e1", Time = Start, ReceivedAt = Start + Days(1), AccountId = "a1", Traits = Map(("name", Text("Ann"))), Context = new EventContext(Locale: "de", Source: "crm"),
        };
        Assert.Null(SourceTurn.Kept(identified));

        var refusing = identified with { Consents = Map(("marketing", Value.Bool(false))) };
        Assert.Equal(
            new Identified { Id = "e1", Time = Start, ReceivedAt = Start + Days(1), Consents = refusing.Consents, Context = new EventContext(Source: "crm") },
            SourceTurn.Kept(refusing));
    }

    private static Preferred Say(string id, Instant at, params (string Source, bool IsOn)[] said) =>
        Prefer(id, at) with { DataSources = Map([.. said.Select(one => (one.Source, Value.Bool(one.IsOn)))]) };
}
