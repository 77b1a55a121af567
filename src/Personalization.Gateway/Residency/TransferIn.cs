using Personalization.Core;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Gateway.Residency;

/// <summary>The half of a move that takes: stores the events at the versions that they had, reads them back and compares. What a crash cut short goes on where it was.</summary>
internal sealed class TransferIn(IJournal journal, IHistoryImport import, ICatalogs catalogs, IRegions regions)
{
    /// <summary>Takes a transfer in. The same again changes nothing.</summary>
    public async ValueTask<Answer<TransferReceipt>> Take(SubjectKey subject, Transfer transfer, CancellationToken cancellation)
    {
        if ((transfer.Kind, transfer.Id) != (ProfileWriter.KindName(subject.Kind), subject.Id))
        {
            return new Problem(ProblemCodes.DamagedTransfer, "", "The transfer is of somebody else than the address names.");
        }

        var (there, head) = await Compare(subject, transfer, cancellation);
        if (there < Math.Min(head, transfer.Events.Count))
        {
            return new Problem(ProblemCodes.SubjectExists, "", "Somebody of this name has other events in this region. Nothing was stored.");
        }

        if (there < transfer.Events.Count)
        {
            var stored = regions.Find(subject) is null ? TransferOut.NotPinned : await Store(subject, transfer, (int)there, cancellation);
            if (stored is not null)
            {
                return stored;
            }

            (var now, head) = await Compare(subject, transfer, cancellation);
            if (now != transfer.Events.Count || head != now)
            {
                return Differs("its events");
            }
        }

        var isCompared = head == transfer.Events.Count && transfer.Fold is not null && catalogs.TryGetActive(subject.Tenant, out var catalog)
            && FoldProof.PlanOf(catalog.Folds) == transfer.Fold.Plan;
        return isCompared && await Fold(subject, cancellation) != transfer.Fold
            ? Differs("the profile that its events fold to")
            : new TransferReceipt(transfer.Events.Count, transfer.Events.Count - (int)there, transfer.Digest, isCompared);
    }

    /// <summary>How many events of the transfer the journal has, byte for byte from version 1 on, and how many it has at all.</summary>
    private async ValueTask<(long Same, long Head)> Compare(SubjectKey subject, Transfer transfer, CancellationToken cancellation)
    {
        using EventBytes ours = new(), theirs = new();
        var (same, head) = (0L, 0L);
        await foreach (var stored in journal.ReadSubject(subject, 0, cancellation))
        {
            head = stored.Version;
            var isSame = same == head - 1 && head <= transfer.Events.Count && ours.Write(stored.Event).SequenceEqual(theirs.Write(transfer.Events[(int)head - 1]));
            same += isSame ? 1 : 0;
        }

        return (same, head);
    }

    private async ValueTask<Problem?> Store(SubjectKey subject, Transfer transfer, int from, CancellationToken cancellation)
    {
        for (var at = from; at < transfer.Events.Count; at += Grains.Limits.ImportEventsMax)
        {
            var part = transfer.Events.Skip(at).Take(Grains.Limits.ImportEventsMax).ToList();
            if (await import.Import(subject, part, cancellation) is { IsOk: false } refused)
            {
                return refused.Problem;
            }
        }

        return null;
    }

    private async ValueTask<FoldProof?> Fold(SubjectKey subject, CancellationToken cancellation)
    {
        if (!catalogs.TryGetActive(subject.Tenant, out var catalog))
        {
            return null;
        }

        var profile = FoldProof.Begin(catalog.Folds, subject);
        await foreach (var stored in journal.ReadSubject(subject, 0, cancellation))
        {
            Evolve.Apply(catalog.Folds, profile, stored.Version, stored.Event);
        }

        return FoldProof.Of(catalog.Folds, profile);
    }

    private static Problem Differs(string what) => new(
        ProblemCodes.TransferDiffers, "", $"What is stored here differs from the transfer in {what}. Do not erase the subject where it came from; erase it here and move it again.");
}
