using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Ingestion;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Regions;
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
/// The order: a note of it in the ledger; the live profile goes and nobody folds it again; refused events, findings of replays, the salts of the audit chain, and at last the journal with
/// what was derived from it: as long as the journal has the subject, a restored copy of the ledger finds it. Each step can be done again.
/// </remarks>
internal sealed class SubjectErasure(
    ErasureLedger ledger, ISubjectClosure closure, AuditSealer sealer, IJournal journal, IControlStore control, ReplayJobs replays, IChangeNotices notices, IRegions regions, TimeProvider clock)
    : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Erases a subject. Once it has begun it goes on although the caller has gone.</summary>
    /// <param name="subject">Whom; a subject that nothing is kept about is erased like any other.</param>
    /// <param name="cancellation">Gives up before it begins.</param>
    /// <returns>The receipt, or a problem.</returns>
    public async ValueTask<Answer<ErasureReceipt>> Erase(SubjectKey subject, CancellationToken cancellation)
    {
        if (regions.Find(subject) is { } elsewhere)
        {
            return new WrongRegion(elsewhere);
        }

        if (IdCheck.Check(subject.Id, "/id", SubjectKey.IdCharsMax) is { } wrong)
        {
            return wrong;
        }

        await turn.WaitAsync(cancellation);
        try
        {
            await FinishPending();
            ledger.Begin(subject, Instant.From(clock.GetUtcNow()));
            var done = await Apply(subject);
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
                ledger.Begin(subject, Instant.From(clock.GetUtcNow()));
                await Apply(subject);
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

    private async Task FinishPending()
    {
        if (ledger.Pending is { } begun)
        {
            await Apply(begun.Subject);
        }
    }

    private async Task<ErasureEntry> Apply(SubjectKey subject)
    {
        ErasureEntry entry;
        using (await closure.Close(subject, CancellationToken.None))
        {
            var letters = await DestroyLetters(subject);
            if (!replays.Erase(subject.Tenant, subject.Id))
            {
                throw new ErasureUnfinishedException("A replay that names the subject was at work and was cancelled. Ask for the erasure again.");
            }

            var (events, _) = await sealer.Erase(subject, CancellationToken.None);
            entry = ledger.Finish(await journal.ReadEnd(CancellationToken.None), events, letters);
        }

        // Whoever watches looks, finds nobody and leaves.
        await notices.Publish([ChangeNotice.Perhaps(subject)], CancellationToken.None);
        return entry;
    }

    private async Task<long> DestroyLetters(SubjectKey subject)
    {
        var ids = await SubjectLetters.Find(control.DeadLetters, subject, CancellationToken.None).Select(stored => stored.Id).ToListAsync();
        return await control.DeadLetters.Destroy(subject.Tenant, ids);
    }
}
