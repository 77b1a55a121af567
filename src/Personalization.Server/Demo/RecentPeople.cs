using Personalization.Samples.Saas;

namespace Personalization.Server.Demo;

/// <summary>The people who were active last, to find somebody worth showing.</summary>
internal sealed class RecentPeople
{
    /// <summary>Enough that every kind of action has somebody among them.</summary>
    private const int PeopleMax = 500;

    private readonly LinkedList<string> latest = [];
    private readonly Dictionary<string, LinkedListNode<string>> places = new(StringComparer.Ordinal);

    /// <summary>The people, the latest first.</summary>
    public IEnumerable<string> Latest => latest;

    /// <summary>Takes note of an event.</summary>
    public void Add(HistoryEvent one)
    {
        if (one.UserId is not { } user)
        {
            return;
        }

        if (places.Remove(user, out var place))
        {
            latest.Remove(place);
        }

        places[user] = latest.AddFirst(user);
        if (latest.Count > PeopleMax)
        {
            places.Remove(latest.Last!.Value);
            latest.RemoveLast();
        }
    }
}
