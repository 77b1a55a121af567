using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.HostContract.Control;

public abstract partial class ControlContract
{
    [Fact]
    public async Task Letters_read_back_as_they_were_added_the_newest_first()
    {
        await Store.DeadLetters.Add([Letter(1), Letter(2, messageId: null)]);
        await Store.DeadLetters.Add([Letter(3, Other)]);
        Assert.Equal([Letter(2, messageId: null), Letter(1)], (await Store.DeadLetters.List(Acme, null, 10)).Select(stored => stored.Letter));
        Assert.Equal([Letter(3, Other)], (await Store.DeadLetters.List(Other, null, 10)).Select(stored => stored.Letter));
    }

    [Fact]
    public async Task Pages_of_letters_follow_each_other_by_the_id_of_the_last_one()
    {
        await Store.DeadLetters.Add([.. Enumerable.Range(1, 5).Select(at => Letter(at))]);
        var first = await Store.DeadLetters.List(Acme, null, 2);
        var second = await Store.DeadLetters.List(Acme, first[^1].Id, 2);
        Assert.Equal(["m5", "m4", "m3", "m2"], first.Concat(second).Select(stored => stored.Letter.MessageId));
        Assert.Equal(["m1", "m2"], (await Store.DeadLetters.ReadOldest(Acme, 0, 2)).Select(stored => stored.Letter.MessageId));
    }

    [Fact]
    public async Task The_oldest_letters_beyond_the_bound_are_dropped_and_counted()
    {
        await Store.DeadLetters.Add([.. Enumerable.Range(1, 8).Select(at => Letter(at))]);
        await Store.DeadLetters.Add([.. Enumerable.Range(9, 6).Select(at => Letter(at)), Letter(1, Other)]);
        Assert.Equal((DeadLettersMax, 4), await Store.DeadLetters.Count(Acme));
        Assert.Equal((1, 0), await Store.DeadLetters.Count(Other));
        Assert.Equal(["m14", "m5"], (await Store.DeadLetters.List(Acme, null, 100)).Select(stored => stored.Letter.MessageId).Where((_, at) => at is 0 or 9));
    }

    [Fact]
    public async Task A_letter_stays_until_it_is_removed()
    {
        await Store.DeadLetters.Add([Letter(1), Letter(2)]);
        var ids = (await Store.DeadLetters.List(Acme, null, 10)).Select(stored => stored.Id).ToArray();
        Assert.Empty(await Store.DeadLetters.Read(Other, ids));
        Assert.Equal(["m2", "m1"], (await Store.DeadLetters.Read(Acme, ids)).Select(stored => stored.Letter.MessageId));
        Assert.Equal(0, await Store.DeadLetters.Remove(Other, ids));
        Assert.Equal(1, await Store.DeadLetters.Remove(Acme, ids[..1]));
        Assert.Equal((1, 0), await Store.DeadLetters.Count(Acme));
        Assert.Equal(["m1"], (await Store.DeadLetters.Read(Acme, ids)).Select(stored => stored.Letter.MessageId));
    }

    [Fact]
    public async Task A_long_event_is_cut()
    {
        await Store.DeadLetters.Add([Letter(1) with { Raw = new string('x', Journal.Limits.DeadLetterCharsMax + 1) }]);
        var stored = Assert.Single(await Store.DeadLetters.List(Acme, null, 10));
        Assert.True(stored.IsCut);
        Assert.Equal(Journal.Limits.DeadLetterCharsMax, stored.Letter.Raw.Length);
    }

    [Fact]
    public async Task An_event_that_is_no_text_is_kept_all_the_same()
    {
        await Store.DeadLetters.Add([Letter(1) with { MessageId = "\ud800", Raw = "{\0}" }]);
        Assert.StartsWith("{", Assert.Single(await Store.DeadLetters.List(Acme, null, 10)).Letter.Raw, StringComparison.Ordinal);
    }

    private static DeadLetter Letter(int number, TenantId? tenant = null, string? messageId = "") => new(
        tenant ?? Acme, new Instant(1000 + number), messageId is null ? null : $"m{number}", new Problem("unknown_event", "/event", "There is no such event."), "{}");
}
