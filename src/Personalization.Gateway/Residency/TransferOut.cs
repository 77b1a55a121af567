using System.Runtime.CompilerServices;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Gateway.Regions;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Gateway.Residency;

/// <summary>The half of a move that gives: all events of a subject as they are stored, and what they fold to.</summary>
internal sealed class TransferOut(IJournal journal, ICatalogs catalogs, IRegions regions)
{
    /// <summary>Says what stands in the way; null for nothing. Whoever is still served here goes on while they are read.</summary>
    public async ValueTask<Problem?> Check(SubjectKey subject, CancellationToken cancellation) =>
        regions.Find(subject) is null ? NotPinned
        : await journal.ReadHead(subject, cancellation) is var head && head == 0 ? ProfileEndpoints.Unknown(subject)
        : await IsMerged(subject, head, cancellation) ? Merged
        : null;

    /// <summary>The lines; each is valid until the next.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> Read(SubjectKey subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var writer = new TransferWriter();
        var plan = catalogs.TryGetActive(subject.Tenant, out var catalog) ? catalog.Folds : null;
        var profile = plan is null ? null : FoldProof.Begin(plan, subject);
        yield return writer.Head(subject);
        await foreach (var stored in journal.ReadSubject(subject, 0, cancellation))
        {
            if (plan is not null)
            {
                Evolve.Apply(plan, profile!, stored.Version, stored.Event);
            }

            yield return writer.Write(stored.Version, stored.Event);
        }

        yield return writer.Finish(plan is null ? null : FoldProof.Of(plan, profile!));
    }

    /// <summary>A sealed stream takes in nothing behind its seal.</summary>
    private async ValueTask<bool> IsMerged(SubjectKey subject, long head, CancellationToken cancellation) =>
        await journal.ReadSubject(subject, head - 1, cancellation).AnyAsync(stored => stored.Event is MergedInto, cancellation);

    /// <summary>The problem of an id that was merged into a user.</summary>
    public static Problem Merged { get; } = new(ProblemCodes.Conflict, "/id", "This id was merged into a user: move the user, whose history has all that is known of it.");

    /// <summary>The problem of a subject that is served here.</summary>
    public static Problem NotPinned { get; } = new(ProblemCodes.NotPinned, "", "The subject is not pinned to another region, so it may change here while it travels.");
}
