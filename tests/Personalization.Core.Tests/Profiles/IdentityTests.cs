using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

public sealed class IdentityTests
{
    private const int Failures = 0;

    private static readonly SubjectKey Visitor = new(new TenantId("acme/production"), SubjectKind.Anonymous, "v1");

    [Fact]
    public void What_is_adopted_is_folded_as_if_it_had_been_the_users()
    {
        Event[] events = [Track("e1", Start, "broke", ("code", Text("E1"))), Group("e2", Start + Days(1), "a1"), Serve("e3", Start + Days(2), "tip"), Consent("e4", Start, ("marketing", true))];
        var own = Track("e5", Start + Days(3), "made");
        var merged = User([own, .. Merge(events)]);

        var known = User([.. events, own]);

        Assert.Equal((known.FirstSeen, known.LastSeen, known.LatestAccountId), (merged.FirstSeen, merged.LastSeen, merged.LatestAccountId));
        Assert.Equal((known.Errors(Failures), known.Exposure(0), known.Cap(0, Start + Days(3), Core.Calendars.TimeZoneRules.Utc)), (merged.Errors(Failures), merged.Exposure(0), merged.Cap(0, Start + Days(3), Core.Calendars.TimeZoneRules.Utc)));
    }

    [Fact]
    public void A_request_of_the_other_id_is_not_repeated_from_the_users_stream()
    {
        var merged = User(Merge([Serve("e1", Start, "tip") with { RequestId = "r1" }]));

        Assert.Null(merged.RepeatedDecision("surface", "r1", Start));
    }

    [Fact]
    public void An_id_is_sealed_until_it_is_reopened()
    {
        var seal = new MergedInto { Id = "m1", Time = Start, ReceivedAt = Start, UserId = "u1" };

        Assert.Equal("u1", User(seal).MergedInto);
        Assert.Null(User(seal, new Reopened { Id = "unm1", Time = Start + Days(1), ReceivedAt = Start + Days(1), MergeId = "m1" }).MergedInto);
    }

    [Fact]
    public void A_fold_that_learns_too_late_of_an_undone_merge_says_so_and_one_that_knows_leaves_it_out()
    {
        Event[] stream = [Track("e0", Start, "made"), .. Merge([Track("e1", Start, "broke")]), new Unmerged { Id = "undo", Time = Start + Days(9), ReceivedAt = Start + Days(9), MergeId = "m1" }];
        var unaware = User(stream);
        var aware = new Profile(Plan, SubjectSide.User, UndoneMerges.In(stream));
        Go(aware, stream);

        Assert.Equal("m1", unaware.UndoneMerge);
        Assert.Equal((null, 0), (aware.UndoneMerge, aware.RaisedErrors.Length));
        Assert.True(aware.Identities[0].IsUndone);
    }

    [Fact]
    public void Ids_of_an_id_come_along_and_go_with_it()
    {
        Event[] source = Merge([Track("e1", Start, "broke")]);
        var seal = MergeTurn.Seal(Visitor with { Kind = SubjectKind.User, Id = "old" }, User(source), "u1", Start + Days(8));
        var adopted = MergeTurn.Adopt(seal, Visitor with { Kind = SubjectKind.User, Id = "old" }, User(source), source, UndoneMerges.None, UndoneMerges.None);

        Assert.Equal([("old", null), ("v1", seal.Id)], User(adopted).Identities.ToArray().OrderBy(one => one.Id).Select(one => (one.Id, one.Via)));
        var undone = new Profile(Plan, SubjectSide.User, UndoneMerges.None.With(seal.Id));
        Go(undone, adopted);
        Assert.All(undone.Identities.ToArray(), one => Assert.True(one.IsUndone));
        Assert.Empty(undone.RaisedErrors.ToArray());
    }

    [Fact]
    public void What_was_undone_and_what_the_user_has_is_not_taken_over()
    {
        Event[] source =
        [
            .. Merge([Track("e1", Start, "broke")]), new Unmerged { Id = "undo", Time = Start + Days(8), ReceivedAt = Start + Days(8), MergeId = "m1" },
            Track("e2", Start, "made"), Track("e3", Start, "made"),
        ];
        var seal = new MergedInto { Id = "m2", Time = Start + Days(9), ReceivedAt = Start + Days(9), UserId = "u1" };

        var adopted = MergeTurn.Adopt(seal, Visitor, User(source), source, new HashSet<string> { "e2" }, new HashSet<string> { "e3" });

        Assert.Equal(["m2", "m2/5"], adopted.Select(one => one.Id));
        Assert.Equal("e3", Adopted.OriginalOf(adopted[1]).Id);
        Assert.Equal(5, Assert.IsType<Adopted>(adopted[1]).SourceVersion);
    }

    [Fact]
    public void Everything_of_it_survives_being_stored()
    {
        var sealedId = User(Track("e1", Start, "made"), new MergedInto { Id = "m1", Time = Start, ReceivedAt = Start, UserId = "u1" });
        var user = User(Merge([Track("e1", Start, "broke")]));

        Assert.Equal("u1", ProfileCodec.Read(Plan, Bytes(sealedId)).MergedInto);
        Assert.Equal(user.Identities.ToArray(), ProfileCodec.Read(Plan, Bytes(user)).Identities.ToArray());
    }

    [Fact]
    public void The_stored_format_does_not_change()
    {
        var (visitor, user) = (User(new MergedInto { Id = "m1", Time = Start, ReceivedAt = Start, UserId = "u1" }), User(Merge([Track("e1", Start, "broke")])));

        var golden = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Profiles", "Golden", "identities.v1.hex"));

        Assert.Equal(string.Join(' ', golden), $"{Convert.ToHexString(Bytes(visitor))} {Convert.ToHexString(Bytes(user))}");
    }

    /// <summary>What a user's stream gets of a visitor.</summary>
    private static Event[] Merge(Event[] events) => MergeTurn.Adopt(new MergedInto { Id = "m1", Time = Start + Days(7), ReceivedAt = Start + Days(7), UserId = "u1" }, Visitor, User(events), events, UndoneMerges.None, UndoneMerges.None);
}
