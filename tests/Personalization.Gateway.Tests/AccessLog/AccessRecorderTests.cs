using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Authentication;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.AccessLog;

public sealed class AccessRecorderTests
{
    private static readonly Caller Somebody = new(new TenantId("acme/production"), KeyScopes.All, "k_1");

    private readonly HeldLog log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Looks_wait_where_too_many_are_not_written_and_none_is_dropped()
    {
        var recorder = Recorder();
        var looks = new List<Task>();
        while (looks.Count < Limits.AccessQueue + Limits.AccessBatch + 10)
        {
            looks.Add(Look(recorder, looks.Count));
        }

        await log.Asked;
        Assert.Contains(looks, one => !one.IsCompleted);

        log.Open();
        await Task.WhenAll(looks);
        await recorder.StopAsync(Cancellation);
        Assert.Equal(looks.Count, log.Entries.Select(one => one.About).Distinct().Count());
    }

    [Fact]
    public async Task A_look_is_written_again_until_it_is_there()
    {
        log.Failures = 1;
        log.Open();
        var recorder = Recorder();
        await Look(recorder, 1);
        await recorder.Flush(Cancellation);
        Assert.Single(log.Entries);
    }

    [Fact]
    public async Task A_change_that_cannot_be_written_fails()
    {
        log.Failures = 1;
        log.Open();
        await Assert.ThrowsAsync<IOException>(() => Recorder().Record(new AccessNote(AccessAct.KeysCreate, Somebody, null), "201", isDone: true, Cancellation).AsTask());
    }

    [Fact]
    public async Task A_look_after_the_stop_is_written_all_the_same()
    {
        log.Open();
        var recorder = Recorder();
        await recorder.StopAsync(Cancellation);
        await Look(recorder, 1);
        Assert.Single(log.Entries);
    }

    [Fact]
    public async Task A_note_is_written_once()
    {
        log.Open();
        var recorder = Recorder();
        var note = new AccessNote(AccessAct.KeysCreate, Somebody, null);
        await recorder.Record(note, "201", isDone: true, Cancellation);
        await recorder.Record(note, "500", isDone: false, Cancellation);
        Assert.Equal("201", Assert.Single(log.Entries).Status);
    }

    private static Task Look(AccessRecorder recorder, int number) =>
        recorder.Record(new AccessNote(AccessAct.ProfileRead, Somebody, null) { About = $"{number}" }, "200", isDone: true, Cancellation).AsTask();

    private AccessRecorder Recorder() => new(log, TimeProvider.System, NullLogger<AccessRecorder>.Instance);
}
