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
using Personalization.Journal.Expiry;
using Personalization.Projections.Notices;
using Personalization.Replay.Jobs;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Destroys what is kept about a subject, wherever it is. One erasure at a time; what a crash cuts short is done before the next one, or at the next start.</summary>
/// <remarks>
/// The order: a note of it in the ledger; then refused events, findings of replays, the salts of the audit chain, the journal with what was derived from it, and at last whom the access log was
/// about: as long as the journal has the subject, a restored copy of the ledger finds it. All that is done so that no process remembers the subject afterwards (<see cref="ISubjectMemory"/>). Each step can be done again.
/// </remarks>
internal sealed class SubjectErasure(
    IErasureLedger ledger, IProfiles profiles, ISubjectMemory memory, AuditSealer sealer, IJournal journal, IControlStore control, IReplayDirectory replays, IChangeNotices notices, IRegions regions, AccessRecorder accesses,
    UndoneErasures undone, TimeProvider clock)
{
    private IEventExpiry Expiry => (IEventExpiry)journal;

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

        return IdCheck.Check(subject.Id, "/id", SubjectKey.IdCharsMax) ?? await InTurn(() => Begin(subject, head: null, cancellation), cancellation);
    }

    /// <summary>Erases a subject that has moved to another region, which it must be pinned to, so that nothing of it is taken in here any more.</summary>
    /// <param name="subject">Whom.</param>
    /// <param name="throughVersion">The last version that the other region has.</param>
    /// <param name="cancellation">Gives up before it begins.</param>
    /// <returns>The receipt, or a problem: <c>not_pinned</c>, <c>moved_on</c> (it has later events here).</returns>
    public async ValueTask<Answer<ErasureReceipt>> EraseMoved(SubjectKey subject, long throughVersion, CancellationToken cancellation) =>
        regions.Find(subject) is null ? TransferOut.NotPinned : await InTurn(() => BeginMoved(subject, throughVersion, cancellation), cancellation);

    /// <summary>Brings to its end what was begun, does again what a restore undid, and forgets replays of this process that it was away for.</summary>
    /// <returns>How many subjects were erased.</returns>
    /// <exception cref="ErasureUnfinishedException">Something holds it up; it can be asked for again.</exception>
    public async Task<int> Resume(CancellationToken cancellation)
    {
        await using (await ledger.Take(cancellation))
        {
            var erased = await FinishPending() ? 1 : 0;
            foreach (var subject in await undone.Find(cancellation))
            {
                await Begin(subject, head: null, cancellation);
                erased++;
            }

            await ledger.Confirm(await journal.ReadEnd(cancellation));
            await undone.ForgetReplays(cancellation);
            return erased;
        }
    }

    private async ValueTask<Answer<ErasureReceipt>> InTurn(Func<Task<Answer<ErasureReceipt>>> erase, CancellationToken cancellation)
    {
        try
        {
            await using (await ledger.Take(cancellation))
            {
                await FinishPending();
                return await erase();
            }
        }
        catch (ErasureUnfinishedException unfinished)
        {
            return new Problem(ProblemCodes.NotReady, "", $"The erasure was begun and is not done. {unfinished.Message}");
        }
    }

    private async Task<Answer<ErasureReceipt>> BeginMoved(SubjectKey subject, long version, CancellationToken cancellation)
    {
        if ((await Person.Find(profiles, subject, cancellation)).Subject != subject)
        {
            return TransferOut.Merged;
        }

        // Nobody begins anything new with a subject that is pinned elsewhere; what was under way is stored then, and whatever comes after all is not erased with the rest.
        await memory.Settle(subject, cancellation);
        return await journal.ReadHead(subject, cancellation) is var head && head > version ? MovedOn(head, version) : await Begin(subject, head, cancellation);
    }

    private async Task<Answer<ErasureReceipt>> Begin(SubjectKey subject, long? head, CancellationToken cancellation)
    {
        var person = await Person.Find(profiles, subject, cancellation);
        var begun = await ledger.Begin(person.Subject, Instant.From(clock.GetUtcNow()), head);
        return await Apply(begun, person) is { } done
            ? new ErasureReceipt(done.Id, done.At, done.Events, done.DeadLetters)
            : MovedOn(await journal.ReadHead(subject, cancellation), head!.Value);
    }

    private async Task<bool> FinishPending()
    {
        if (await ledger.FindPending(CancellationToken.None) is not { } begun)
        {
            return false;
        }

        await Apply(begun, await Person.Find(profiles, begun.Subject, CancellationToken.None));
        return true;
    }

    /// <summary>The id that stands for the person goes last: as long as it is there, whoever goes on after a crash finds the others. Where it has gone on meanwhile, somebody may have been merged into it, and all of them are looked for again.</summary>
    /// <returns>The entry; null where the subject has gone on from where it had to be, and stays.</returns>
    private async Task<ErasureEntry?> Apply(PendingErasure begun, Person person)
    {
        var all = default(ErasureExtent);
        for (var tries = 1; ; tries++)
        {
            foreach (var other in person.Others)
            {
                var part = (await Destroy(other, head: null))!.Value;
                await ledger.Add(begun, other, part);
                all = part.With(all);
            }

            if (await Destroy(person.Subject, begun.Head ?? person.Version) is { } last)
            {
                var entry = await ledger.Finish(begun, last.With(all));

                // Whoever watches looks, finds nobody and leaves.
                await notices.Publish([.. person.Others.Append(person.Subject).Select(ChangeNotice.Perhaps)], CancellationToken.None);
                return entry;
            }

            if (begun.Head is not null)
            {
                await ledger.Abandon(begun);
                return null;
            }

            person = tries < Limits.EraseTries
                ? await Person.Find(profiles, begun.Subject, CancellationToken.None)
                : throw new ErasureUnfinishedException("Events about the subject keep coming in. Stop what sends them, and ask for the erasure again.");
        }
    }

    /// <summary>Destroys one id, and before it what streams of others, who were taken for the same person, say about it.</summary>
    /// <returns>What went; null where it has another version than asked for, and its events stay.</returns>
    private async Task<ErasureExtent?> Destroy(SubjectKey subject, long? head)
    {
        var through = await ThroughOf(subject);
        foreach (var (other, merge) in await Partings.Find(profiles, subject, CancellationToken.None))
        {
            await memory.Destroy(other, () => Expiry.ForgetMerge(other, merge, CancellationToken.None));

            // Once more: who had the profile in memory may have written it down until then.
            await Expiry.ForgetMerge(other, merge, CancellationToken.None);
        }

        return await memory.Destroy(subject, async () =>
        {
            var letters = await DestroyLetters(subject);
            if (!await replays.Erase(subject.Tenant, subject.Id))
            {
                throw new ErasureUnfinishedException("A replay that names the subject was at work and was cancelled, or a process that has some does not answer. Ask for the erasure again.");
            }

            var (events, _) = await sealer.Erase(subject, head, CancellationToken.None);

            // Late, so that whoever was read to the last is noted by now; and before it is done, so that a crash does it again.
            await accesses.Flush(CancellationToken.None);
            await control.AccessLog.Erase(subject);
            return events is { } destroyed ? new ErasureExtent(through, destroyed, letters) : (ErasureExtent?)null;
        });
    }

    /// <summary>Up to where the feed tells a restore from a return. From before, since who comes back may be there as soon as the journal has forgotten them; and no less than where they begin, which long transactions of others may hide.</summary>
    private async Task<long> ThroughOf(SubjectKey subject)
    {
        var end = await journal.ReadEnd(CancellationToken.None);
        await foreach (var first in journal.ReadSubject(subject, 0, CancellationToken.None))
        {
            return Math.Max(end, first.Position);
        }

        return end;
    }

    private async Task<long> DestroyLetters(SubjectKey subject)
    {
        var ids = await SubjectLetters.Find(control.DeadLetters, subject, CancellationToken.None).Select(stored => stored.Id).ToListAsync();
        return await control.DeadLetters.Destroy(subject.Tenant, ids);
    }

    private static Problem MovedOn(long head, long version) =>
        new(ProblemCodes.MovedOn, "", $"The subject has {head} events here, of which {version} were taken along: what was under way came after it was read.");
}
