using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
using Personalization.Gateway.Residency;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Journal.Audit.Sealing;
using Personalization.Journal.Control;
using Personalization.Journal.Erasures;
using Personalization.Projections.Notices;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Destroys what is kept about a subject, wherever it is. One erasure at a time; what a crash cuts short is done before the next one, or at the next start.</summary>
/// <remarks>
/// The order: a note of it in the ledger; the live profile goes and nobody folds it again; refused events, findings of replays, the salts of the audit chain, the journal with
/// what was derived from it, and at last whom the access log was about: as long as the journal has the subject, a restored copy of the ledger finds it. Each step can be done again.
/// </remarks>
internal sealed class SubjectErasure(
    ErasureLedger ledger, IProfiles profiles, ISubjectClosure closure, AuditSealer sealer, IJournal journal, IControlStore control, ReplayJobs replays, IChangeNotices notices, IRegions regions, AccessRecorder accesses, TimeProvider clock)
    : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Erases a person under all of their ids. Once it has begun it goes on although the caller has gone.</summary>
    /// <param name="subject">Any id of theirs; a subject that nothing is kept about is erased like any other.</param>
    /// <param name="cancellation">Gives up before it begins.</param>
    /// <returns>The receipt, or a problem.</returns>
    public async ValueTask<Answer<ErasureReceipt>> Erase(SubjectKey subject, CancellationToken cancellation)
    {
        if (regions.Find(subject) is { } elsewhere)
        {
            return new WrongRegion(elsewhere);
        }

        return IdCheck.Check(subject.Id, "/id", SubjectKey.IdCharsMax) ?? await Erase(subject, throughVersion: null, cancellation);
    }

    /// <summary>Erases a subject that has moved to another region, which it must be pinned to, so that nothing of it is taken in here any more.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="throughVersion">The last version that the other region has.</param>
    /// <param name="cancellation">Gives up before it begins.</param>
    /// <returns>The receipt, or a problem: <c>not_pinned</c>, <c>moved_on</c> (it has later events here).</returns>
    public async ValueTask<Answer<ErasureReceipt>> EraseMoved(SubjectKey subject, long throughVersion, CancellationToken cancellation) =>
        regions.Find(subject) is null ? TransferOut.NotPinned : await Erase(subject, throughVersion, cancellation);

    private async ValueTask<Answer<ErasureReceipt>> Erase(SubjectKey subject, long? throughVersion, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await FinishPending();
            if (throughVersion is { } version)
            {
                if ((await Person.Find(profiles, subject, cancellation)).Subject != subject)
                {
                    return TransferOut.Merged;
                }

                if (await HeadOf(subject) is var head && head > version)
                {
                    return new Problem(ProblemCodes.MovedOn, "", $"The subject has {head} events here, of which {version} were taken along: what was under way came after it was read.");
                }
            }

            var done = await Begin(subject, cancellation);
            return new ErasureReceipt(done.Id, done.At, done.Events, done.DeadLetters);
        }
        catch (ErasureUnfinishedException unfinished)
        {
            return new Problem(ProblemCodes.NotReady, "", $"The erasure was begun and is not done. {unfinished.Message}");
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Brings to its end what was begun, and does again what a restore undid. Before anybody is served.</summary>
    /// <returns>How many subjects were erased.</returns>
    public async Task<int> Resume(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var erased = ledger.Pending is null ? 0 : 1;
            await FinishPending();
            foreach (var subject in await new UndoneErasures(ledger, journal, control).Find(cancellation))
            {
                await Begin(subject, cancellation);
                erased++;
            }

            ledger.Confirm(await journal.ReadEnd(cancellation));
            return erased;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<ErasureEntry> Begin(SubjectKey subject, CancellationToken cancellation)
    {
        var person = await Person.Find(profiles, subject, cancellation);
        ledger.Begin(person.Subject, Instant.From(clock.GetUtcNow()));
        return await Apply(person);
    }

    /// <summary>The last version, behind all that was under way. Nobody begins anything new with a subject that is pinned elsewhere.</summary>
    private async Task<long> HeadOf(SubjectKey subject)
    {
        using (await closure.Close(subject, CancellationToken.None))
        {
            return await journal.ReadHead(subject, CancellationToken.None);
        }
    }

    private async Task FinishPending()
    {
        if (ledger.Pending is { } begun)
        {
            await Apply(await Person.Find(profiles, begun.Subject, CancellationToken.None));
        }
    }

    /// <summary>The id that stands for the person goes last: as long as it is there, whoever goes on after a crash finds the others.</summary>
    private async Task<ErasureEntry> Apply(Person person)
    {
        var (events, letters) = (0L, 0L);
        foreach (var other in person.Others)
        {
            var part = await Destroy(other);
            ledger.Add(other, await journal.ReadEnd(CancellationToken.None), part.Events, part.Letters);
            (events, letters) = (events + part.Events, letters + part.Letters);
        }

        var last = await Destroy(person.Subject);
        var entry = ledger.Finish(await journal.ReadEnd(CancellationToken.None), events + last.Events, letters + last.Letters);

        // Whoever watches looks, finds nobody and leaves.
        await notices.Publish([.. person.Others.Append(person.Subject).Select(ChangeNotice.Perhaps)], CancellationToken.None);
        return entry;
    }

    private async Task<(long Events, long Letters)> Destroy(SubjectKey subject)
    {
        using (await closure.Close(subject, CancellationToken.None))
        {
            var letters = await DestroyLetters(subject);
            if (!replays.Erase(subject.Tenant, subject.Id))
            {
                throw new ErasureUnfinishedException("A replay that names the subject was at work and was cancelled. Ask for the erasure again.");
            }

            var (events, _) = await sealer.Erase(subject, CancellationToken.None);

            // Late, so that whoever was read to the last is noted by now; and before it is done, so that a crash does it again.
            await accesses.Flush(CancellationToken.None);
            await control.AccessLog.Erase(subject);
            return (events, letters);
        }
    }

    private async Task<long> DestroyLetters(SubjectKey subject)
    {
        var ids = await SubjectLetters.Find(control.DeadLetters, subject, CancellationToken.None).Select(stored => stored.Id).ToListAsync();
        return await control.DeadLetters.Destroy(subject.Tenant, ids);
    }
}
