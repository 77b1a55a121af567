using Personalization.Core.Catalogs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;
using static Personalization.Core.Tests.Profiles.World;

namespace Personalization.Core.Tests.Profiles;

/// <summary>Ten thousand events, each of which says something new, fill every list to its limit and no further.</summary>
public sealed class BoundsTests
{
    private const int EventCount = 10_000;

    [Fact]
    public void Accounts_are_bounded() => Assert.Equal(Limits.AccountsMax, Fold(at => Group("", At(at), "acc" + at)).Accounts.Length);

    [Fact]
    public void Errors_are_bounded() => Assert.Equal(Limits.RaisedErrorsMax, Fold(at => Track("", At(at), "broke", ("code", Text("E" + at)))).RaisedErrors.Length);

    [Fact]
    public void Paths_are_bounded() => Assert.Equal(Model.PathLength, Fold(at => View("", At(at), "/" + at)).Paths.Length);

    [Fact]
    public void Resolutions_are_bounded() => IsBounded(Limits.ResolvedErrorsMax, at => Track("", At(at), "fixed", ("where", Text("place" + at))));

    [Fact]
    public void Traits_of_accounts_are_bounded() => IsBounded(Limits.AccountTraitsMax, at => Identify("", At(at), "acc" + at, ("role", Text("admin"))));

    [Fact]
    public void Periods_of_meters_are_bounded() => IsBounded((3 * Limits.MeterPeriodsMax) + 1, at => Track("", At(at), "spent", ("amount", Value.Int(1))));

    [Fact]
    public void Buckets_of_counters_are_bounded() => IsBounded(28, at => Track("", At(at), "made"));

    [Fact]
    public void Buckets_of_histories_are_bounded() => IsBounded(HistoryDefinition.BucketsMax, at => Track("", At(at), "made"));

    [Fact]
    public void Values_of_histories_are_bounded() => IsBounded(Limits.HistoryValuesMax, at => Track("", At(at), "used", ("what", Text("chart")), ("ms", Value.Int(at))));

    [Fact]
    public void Times_of_caps_are_bounded() => IsBounded(3 + 1, at => Serve("", At(at), "tip"));

    [Fact]
    public void Requests_are_bounded() => IsBounded(Limits.RequestsMax, at => Serve("", At(at)) with { RequestId = "r" + at });

    [Fact]
    public void Long_texts_are_cut()
    {
        var text = Text(new string('x', 10_000));
        var profile = User(
            Identify("e1", Start, "acme", ("name", text)),
            Track("e2", Start, "broke", ("code", text), ("where", text)),
            View("e3", Start, text.AsString) with { Context = new EventContext(Locale: text.AsString) });

        Assert.True(profile.TryGetTrait(Slots.Name, null, out var name));
        Assert.Equal(Limits.TraitCharsMax, name.AsString.Length);
        Assert.Equal(Limits.ErrorTextCharsMax, profile.Errors(Slots.Trouble).Code!.Length);
        Assert.Equal(Limits.ErrorTextCharsMax, profile.Errors(Slots.Trouble).Feature!.Length);
        Assert.Equal(Viewed.PathCharsMax, profile.Paths[0].Path.Length);
        Assert.Equal(EventContext.TextCharsMax, profile.Context(ContextMember.Locale)!.Length);
    }

    [Fact]
    public void A_text_is_never_cut_through_a_surrogate_pair()
    {
        var profile = User(Identify("e1", Start, null, ("name", Text(new string('x', Limits.TraitCharsMax - 1) + "😀😀"))));
        Assert.True(profile.TryGetTrait(Slots.Name, null, out var name));
        Assert.Equal(Limits.TraitCharsMax - 1, name.AsString.Length);
    }

    /// <summary>Rows take at most 48 bytes each here, and the profile little beside them.</summary>
    private static void IsBounded(int rowsMax, Func<int, Event> make) =>
        Assert.InRange(Bytes(Fold(make)).Length, 0, 64 + (rowsMax * 48));

    private static Profile Fold(Func<int, Event> make) =>
        World.Fold(Plan, SubjectSide.User, Enumerable.Range(0, EventCount).Select(at => make(at) with { Id = "e" + at }));

    private static Instant At(int at) => Start + TimeSpan.FromHours(at);
}
