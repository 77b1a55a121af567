using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Core.Turns;
using Personalization.Grains;
using Personalization.Simulation.Checking;

namespace Personalization.Simulation.Worlds.Steps;

/// <summary>Somebody says that two ids are two people after all.</summary>
/// <param name="User">Who, by any of their ids.</param>
/// <param name="Pick">Which of the ids that were ever merged into them, from the newest back.</param>
internal sealed record Unmerge(int User, int Pick) : Step
{
    /// <inheritdoc/>
    public override string Name => "unmerge";

    /// <inheritdoc/>
    public override void Run(World world)
    {
        var user = world.Ledger.Person(Visitors.User(User));
        var merges = world.Ledger.Find(user)?.Events.Select(one => one.Event).OfType<Merged>().ToList() ?? [];
        if (merges.Count == 0)
        {
            return;
        }

        var merge = merges[^(1 + (Pick % merges.Count))];
        var other = new SubjectKey(user.Tenant, merge.SourceKind, merge.SourceId);
        world.Start(Name, async host =>
        {
            var answer = await host.Unmerge(user, other, CancellationToken.None).ConfigureAwait(false);
            world.Note($"{user.Id} {other.Id} {answer.Problem?.Code ?? "parted"}");
            Check(world, user, other, answer);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Visitors.User(User).Id} and merge -{Pick} of theirs are two people";

    private static void Check(World world, SubjectKey user, SubjectKey other, Answer<ProfileView> answer)
    {
        var (ofUser, ofOther) = (world.Ledger.Find(user)!, world.Ledger.Find(other)!);
        if (answer.IsOk)
        {
            ViolationException.ThrowUnless(
                Durable(ofUser).OfType<Unmerged>().Any(one => Durable(ofOther).OfType<Reopened>().Any(reopened => reopened.MergeId == one.MergeId)),
                ViolationKind.AcknowledgedEarly, () => $"{other} was parted from {user}, which is not durable.");
            return;
        }

        var all = ofUser.Events.Select(one => one.Event).ToList();
        var open = all.OfType<Merged>().Where(one => one.SourceKind == other.Kind && one.SourceId == other.Id).ExceptBy(all.OfType<Unmerged>().Select(one => one.MergeId), one => one.Id).ToList();
        var isRight = answer.Problem.Code switch
        {
            "not_merged" => open.Count == 0,
            "already_merged" => all.OfType<MergedInto>().Any(),
            // The clock may have been set back since.
            "too_late" => open.Exists(one => one.ReceivedAt + MergeTurn.UndoWindow < world.Now + TimeSpan.FromDays(2)),
            _ => false,
        };
        ViolationException.ThrowUnless(isRight, ViolationKind.FailedWithoutReason, () => $"{other} is not parted from {user}: {answer.Problem}");
    }

    private static IEnumerable<Event> Durable(LedgerStream stream) => stream.Events.Take(stream.Durable).Select(one => one.Event);
}
