using System.Runtime.CompilerServices;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Everybody's ids, as the journal has them: a request about one of them is about the person.</summary>
/// <param name="Subject">The id that stands for the person: the one that was asked about, or the user that it was merged into.</param>
/// <param name="Others">The ids that were merged into it, one way or the other.</param>
/// <param name="UndoneMerges">The merges into it that were undone: what they brought is about somebody else.</param>
/// <param name="Version">The version of its stream that this was read from.</param>
internal sealed record Person(SubjectKey Subject, IReadOnlyList<SubjectKey> Others, IReadOnlySet<string> UndoneMerges, long Version)
{
    /// <summary>Finds the ids of whoever an id belongs to.</summary>
    public static async ValueTask<Person> Find(IProfiles profiles, SubjectKey subject, CancellationToken cancellation)
    {
        var passed = new List<SubjectKey>();
        for (var hops = 0; hops < Grains.Limits.MergeChainMax; hops++)
        {
            var (others, undone) = (new List<(string Merge, SubjectKey Id)>(), new HashSet<string>(StringComparer.Ordinal));
            string? mergedInto = null;
            var version = 0L;
            await foreach (var stored in Events(profiles, subject, cancellation))
            {
                version = stored.Version;
                switch (stored.Event)
                {
                    case MergedInto into:
                        mergedInto = into.UserId;
                        break;
                    case Reopened:
                        mergedInto = null;
                        break;
                    case Merged merged:
                        others.Add((merged.Id, new SubjectKey(subject.Tenant, merged.SourceKind, merged.SourceId)));
                        break;
                    case Adopted { Original: Merged merged } adopted:
                        others.Add((adopted.MergeId, new SubjectKey(subject.Tenant, merged.SourceKind, merged.SourceId)));
                        break;
                    case Unmerged unmerged:
                        undone.Add(unmerged.MergeId);
                        break;
                }
            }

            if (mergedInto is null)
            {
                // Those that led here are the person's whatever the user's stream says: one that was erased and has come back knows of none.
                return new Person(subject, [.. others.Where(one => !undone.Contains(one.Merge)).Select(one => one.Id).Union(passed)], undone, version);
            }

            passed.Add(subject);

            subject = new SubjectKey(subject.Tenant, SubjectKind.User, mergedInto);
        }

        throw new InvalidOperationException("Merged ids lead from one to the next without an end.");
    }

    /// <summary>Whether an event of the stream is about the person.</summary>
    public bool IsAbout(Event one) => one is not Adopted adopted || !UndoneMerges.Contains(adopted.MergeId);

    /// <summary>All events of a subject in version order.</summary>
    public static async IAsyncEnumerable<StoredEvent> Events(IProfiles profiles, SubjectKey subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (long? after = 0; after is { } version;)
        {
            var page = await profiles.ReadEvents(subject, version, Limits.ExportPageEvents, cancellation);
            foreach (var stored in page.Events)
            {
                yield return stored;
            }

            after = page.Next;
        }
    }
}
