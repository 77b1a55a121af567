using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.Replay.Tests;

public sealed class ReplayScopeTests
{
    private static readonly TenantId Tenant = new("acme/test");
    private static readonly SubjectKey User = new(Tenant, SubjectKind.User, "u1");

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void It_begins_with_its_first_instant_and_ends_before_its_last(long receivedAt, bool isIn) =>
        Assert.Equal(isIn, new ReplayScope(Tenant, new Instant(10), new Instant(20), []).Contains(At(receivedAt, User)));

    [Fact]
    public void It_holds_nothing_of_another_tenant() =>
        Assert.False(new ReplayScope(new TenantId("acme/other"), null, null, []).Contains(At(10, User)));

    [Fact]
    public void Where_it_names_subjects_it_holds_no_others()
    {
        var scope = new ReplayScope(Tenant, null, null, [User]);
        Assert.True(scope.Contains(At(10, User)));
        Assert.False(scope.Contains(At(10, User with { Kind = SubjectKind.Anonymous })));
    }

    private static StoredEvent At(long receivedAt, SubjectKey subject) =>
        new(1, subject, 1, new Tracked { Id = "e", Time = new Instant(0), ReceivedAt = new Instant(receivedAt), Name = "seen" });
}
