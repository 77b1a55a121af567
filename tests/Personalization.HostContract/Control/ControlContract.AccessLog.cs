using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.HostContract.Control;

public abstract partial class ControlContract
{
    [Fact]
    public async Task Entries_of_the_access_log_read_back_as_they_were_added_the_oldest_first()
    {
        AccessEntry[] entries = [Access(1), Access(2) with { CallerName = null, Actor = null, Kind = null, SubjectId = null, About = "k_1" }];
        await Store.AccessLog.Append(entries);
        await Store.AccessLog.Append([Access(3) with { Tenant = Other }]);
        Assert.Equal(entries, (await Store.AccessLog.List(Acme, 0, 10)).Select(stored => stored.Entry));
        Assert.Equal([Access(3) with { Tenant = Other }], (await Store.AccessLog.List(Other, 0, 10)).Select(stored => stored.Entry));
    }

    [Fact]
    public async Task Pages_of_the_access_log_follow_each_other_by_the_id_of_the_last_entry()
    {
        await Store.AccessLog.Append([.. Enumerable.Range(1, 5).Select(at => Access(at))]);
        var first = await Store.AccessLog.List(Acme, 0, 2);
        var second = await Store.AccessLog.List(Acme, first[^1].Id, 10);
        Assert.Equal([1, 2, 3, 4, 5], first.Concat(second).Select(stored => stored.Entry.At.UnixMilliseconds));
    }

    [Fact]
    public async Task The_access_log_tells_who_looked_at_a_subject_and_at_no_other_of_its_name()
    {
        await Store.AccessLog.Append([Access(1), Access(2, "u2"), Access(3) with { Kind = SubjectKind.Account }, Access(4) with { Tenant = Other }, Access(5)]);
        Assert.Equal([1, 5], (await Store.AccessLog.List(Acme, 0, 10, User("u1"))).Select(stored => stored.Entry.At.UnixMilliseconds));
    }

    [Fact]
    public async Task Of_a_subject_that_is_erased_the_access_log_keeps_that_something_was_done_and_not_about_whom()
    {
        AccessEntry[] others = [Access(2, "u2"), Access(3) with { Kind = SubjectKind.Account }, Access(4) with { Tenant = Other, Actor = "u1", Caller = "jwt:u1" }];
        await Store.AccessLog.Append([Access(1) with { About = "d_1" }, .. others[..2], Access(5, "u2") with { Actor = "u1" }, Access(6, "u2") with { Caller = "jwt:u1" }, others[2]]);

        Assert.Equal(1, await Store.AccessLog.Erase(User("u1")));

        Assert.Equal(
            [Access(1) with { SubjectId = null }, .. others[..2], Access(5, "u2") with { Actor = null }, Access(6, "u2") with { Caller = "jwt:" }],
            (await Store.AccessLog.List(Acme, 0, 10)).Select(stored => stored.Entry));
        Assert.Equal([others[2]], (await Store.AccessLog.List(Other, 0, 10)).Select(stored => stored.Entry));
    }

    [Fact]
    public async Task Old_entries_of_the_access_log_are_dropped()
    {
        await Store.AccessLog.Append([.. Enumerable.Range(1, 5).Select(at => Access(at))]);
        Assert.Equal(3, await Store.AccessLog.Drop(new Instant(4)));
        Assert.Equal(0, await Store.AccessLog.Drop(new Instant(4)));
        Assert.Equal([4, 5], (await Store.AccessLog.List(Acme, 0, 10)).Select(stored => stored.Entry.At.UnixMilliseconds));
    }

    private static SubjectKey User(string id) => new(Acme, SubjectKind.User, id);

    private static AccessEntry Access(long at, string user = "u1") => new(
        new Instant(at), Acme, "k_1", "console", "sue@acme.example", "profile.read", SubjectKind.User, user, null, "200");
}
