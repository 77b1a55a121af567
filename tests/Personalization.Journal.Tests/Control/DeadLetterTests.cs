using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Journal.Tests.Control;

public sealed class DeadLetterTests : IDisposable
{
    private static readonly TenantId Acme = new("acme/production"), Other = new("other/production");
    private readonly TemporaryFolder folder = new();
    private readonly ControlConnection connection;
    private readonly DeadLetterTable letters;

    public DeadLetterTests()
    {
        connection = new ControlConnection(folder.File("control.db"), "NORMAL");
        ControlSchema.Create(connection);
        letters = new DeadLetterTable(connection, lettersMax: 10);
    }

    public void Dispose()
    {
        connection.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Letters_read_back_as_they_were_added_the_newest_first()
    {
        letters.Add([Letter(1), Letter(2, messageId: null)]);
        letters.Add([Letter(3, Other)]);
        Assert.Equal([Letter(2, messageId: null), Letter(1)], letters.List(Acme, null, 10).Select(stored => stored.Letter));
        Assert.Equal([Letter(3, Other)], letters.List(Other, null, 10).Select(stored => stored.Letter));
    }

    [Fact]
    public void Pages_follow_each_other_by_the_id_of_the_last_letter()
    {
        letters.Add([.. Enumerable.Range(1, 5).Select(at => Letter(at))]);
        var first = letters.List(Acme, null, 2);
        var second = letters.List(Acme, first[^1].Id, 2);
        Assert.Equal(["m5", "m4", "m3", "m2"], first.Concat(second).Select(stored => stored.Letter.MessageId));
        Assert.Equal(["m1", "m2"], letters.ReadOldest(Acme, 0, 2).Select(stored => stored.Letter.MessageId));
    }

    [Fact]
    public void The_oldest_letters_beyond_the_bound_are_dropped_and_counted()
    {
        letters.Add([.. Enumerable.Range(1, 8).Select(at => Letter(at))]);
        letters.Add([.. Enumerable.Range(9, 6).Select(at => Letter(at)), Letter(1, Other)]);
        Assert.Equal((10, 4), letters.Count(Acme));
        Assert.Equal((1, 0), letters.Count(Other));
        Assert.Equal("m5", letters.List(Acme, null, 100)[^1].Letter.MessageId);
    }

    [Fact]
    public void A_letter_stays_until_it_is_removed()
    {
        letters.Add([Letter(1), Letter(2)]);
        var ids = letters.List(Acme, null, 10).Select(stored => stored.Id).ToArray();
        Assert.Empty(letters.Read(Other, ids));
        Assert.Equal(2, letters.Read(Acme, ids).Count);
        Assert.Equal(0, letters.Remove(Other, ids));
        Assert.Equal(1, letters.Remove(Acme, ids[..1]));
        Assert.Equal((1, 0), letters.Count(Acme));
        Assert.Equal(["m1"], letters.Read(Acme, ids).Select(stored => stored.Letter.MessageId));
    }

    [Fact]
    public void A_long_event_is_cut()
    {
        letters.Add([Letter(1) with { Raw = new string('x', Limits.DeadLetterCharsMax + 1) }]);
        var stored = Assert.Single(letters.List(Acme, null, 10));
        Assert.True(stored.IsCut);
        Assert.Equal(Limits.DeadLetterCharsMax, stored.Letter.Raw.Length);
    }

    private static DeadLetter Letter(int number, TenantId? tenant = null, string? messageId = "") => new(
        tenant ?? Acme, new Instant(1000 + number), messageId is null ? null : $"m{number}", new Problem("unknown_event", "/event", "There is no such event."), "{}");
}
