using Personalization.Core.Subjects;

namespace Personalization.Projections.Notices;

/// <summary>Notices inside of one process. Holds one entry a watched subject, and nothing of those that nobody watches.</summary>
public sealed class ChangeHub : IChangeNotices, IChangeWatch
{
    private readonly Lock gate = new();
    private readonly Dictionary<SubjectKey, List<SubjectWatch>> watched = [];

    /// <summary>How many watch just now.</summary>
    public int Watchers
    {
        get
        {
            lock (gate)
            {
                return watched.Values.Sum(one => one.Count);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask Publish(IReadOnlyList<ChangeNotice> notices, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notices);
        lock (gate)
        {
            foreach (var notice in notices)
            {
                if (watched.TryGetValue(notice.Subject, out var watches))
                {
                    watches.ForEach(one => one.Tell(notice));
                }
            }
        }

        return default;
    }

    /// <inheritdoc/>
    public ISubjectWatch Watch(SubjectKey subject)
    {
        var watch = new SubjectWatch(one => Leave(subject, one));
        lock (gate)
        {
            if (!watched.TryGetValue(subject, out var watches))
            {
                watched.Add(subject, watches = []);
            }

            watches.Add(watch);
        }

        return watch;
    }

    private void Leave(SubjectKey subject, SubjectWatch watch)
    {
        lock (gate)
        {
            if (watched.TryGetValue(subject, out var watches) && watches.Remove(watch) && watches.Count == 0)
            {
                watched.Remove(subject);
            }
        }
    }
}
