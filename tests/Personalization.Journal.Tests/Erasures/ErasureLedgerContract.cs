using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Erasures;

namespace Personalization.Journal.Tests.Erasures;

/// <summary>What every ledger of erasures does. Each test has a ledger of its own, which it may open again.</summary>
public abstract class ErasureLedgerContract
{
    protected static readonly SubjectKey Somebody = new(new TenantId("acme/production"), SubjectKind.User, "somebody@example.org");
    protected static readonly Instant Now = new(1_772_366_400_000);
    private static readonly ErasureExtent Done = new(Through: 42, Events: 7, DeadLetters: 1);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(7L)]
    public async Task What_is_begun_is_known_after_a_crash_and_gone_when_it_is_done(long? head)
    {
        var begun = await (await Open()).Begin(Somebody, Now, head);

        var next = await Open();
        Assert.Equal(begun, await next.FindPending(Cancellation));
        Assert.Equal((Somebody, head), (begun.Subject, begun.Head));
        var done = await next.Finish(begun, Done);

        var last = await Open();
        Assert.Null(await last.FindPending(Cancellation));
        Assert.Equal(done, Assert.Single(await last.ReadEntries(Cancellation)));
        Assert.Equal((begun.Id, Now, 42, 7, 1), (done.Id, done.At, done.Through, done.Events, done.DeadLetters));
        Assert.Equal((last.Digest(Somebody), Somebody.StableHash()), (done.Digest, done.Hash));
    }

    [Fact]
    public async Task What_was_begun_and_is_not_to_be_leaves_nothing()
    {
        var ledger = await Open();
        await ledger.Abandon(await ledger.Begin(Somebody, Now, 7));

        Assert.Null(await (await Open()).FindPending(Cancellation));
        Assert.Empty(await (await Open()).ReadEntries(Cancellation));
        Assert.NotNull(await ledger.Begin(Somebody, Now, null));
    }

    [Fact]
    public async Task Nothing_begins_before_what_was_begun_is_done()
    {
        var ledger = await Open();
        await ledger.Begin(Somebody, Now, null);

        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.Begin(Somebody with { Id = "other" }, Now, null).AsTask());
    }

    [Fact]
    public async Task The_other_ids_of_a_person_are_entries_of_their_own_in_the_order_they_went()
    {
        var ledger = await Open();
        var begun = await ledger.Begin(Somebody, Now, null);
        var visitor = new SubjectKey(Somebody.Tenant, SubjectKind.Anonymous, "v1");

        await ledger.Add(begun, visitor, new ErasureExtent(40, 2, 0));
        await ledger.Finish(begun, Done);

        var entries = await (await Open()).ReadEntries(Cancellation);
        Assert.Equal([(ledger.Digest(visitor), 40L, 2L), (ledger.Digest(Somebody), 42, 7)], entries.Select(one => (one.Digest, one.Through, one.Events)));
        Assert.NotEqual(begun.Id, entries[0].Id);
    }

    [Fact]
    public async Task The_same_subject_is_told_from_all_others()
    {
        var ledger = await Open();
        var digest = (await Open()).Digest(Somebody);

        Assert.Equal(digest, ledger.Digest(Somebody));
        Assert.NotEqual(digest, ledger.Digest(Somebody with { Kind = SubjectKind.Anonymous }));
        Assert.NotEqual(digest, ledger.Digest(Somebody with { Tenant = new TenantId("acme/staging") }));
    }

    [Fact]
    public async Task A_journal_that_is_shorter_lowers_the_entries_and_a_longer_one_does_not()
    {
        var ledger = await Open();
        await ledger.Finish(await ledger.Begin(Somebody, Now, null), Done);

        await ledger.Confirm(100);
        Assert.Equal(42, Assert.Single(await (await Open()).ReadEntries(Cancellation)).Through);

        await ledger.Confirm(30);
        Assert.Equal(30, Assert.Single(await (await Open()).ReadEntries(Cancellation)).Through);
    }

    [Fact]
    public async Task Whoever_takes_it_lets_nobody_else_in_until_they_are_done()
    {
        var ledger = await Open();
        var first = await ledger.Take(Cancellation);
        var second = ledger.Take(Cancellation).AsTask();
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await (await second).DisposeAsync();
    }

    [Fact]
    public async Task It_names_nobody_while_an_erasure_runs_or_afterwards()
    {
        var ledger = await Open();
        var begun = await ledger.Begin(Somebody, Now, null);
        Assert.Empty(await Find(Somebody.Id, Somebody.Tenant.Value));

        await ledger.Finish(begun, Done);
        Assert.Empty(await Find(Somebody.Id, Somebody.Tenant.Value));
    }

    /// <summary>Opens the test's ledger.</summary>
    protected abstract Task<IErasureLedger> Open();

    /// <summary>Where the stored ledger has one of these texts.</summary>
    protected abstract Task<IReadOnlyList<string>> Find(params string[] texts);
}
