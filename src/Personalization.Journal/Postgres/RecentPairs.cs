namespace Personalization.Journal.Postgres;

/// <summary>Pairs that were used lately, in two generations: when the young one is full it becomes the old one, and the old one goes.</summary>
/// <param name="generationMax">Pairs of one generation.</param>
internal sealed class RecentPairs<TKey, TValue>(int generationMax)
    where TKey : notnull
{
    private readonly Lock gate = new();
    private Dictionary<TKey, TValue> young = [], old = [];

    /// <summary>Finds a value; it counts as used then.</summary>
    public bool TryGet(TKey key, out TValue value)
    {
        lock (gate)
        {
            if (young.TryGetValue(key, out value!))
            {
                return true;
            }

            if (!old.TryGetValue(key, out value!))
            {
                return false;
            }

            Keep(key, value);
            return true;
        }
    }

    /// <summary>Adds a pair.</summary>
    public void Add(TKey key, TValue value)
    {
        lock (gate)
        {
            Keep(key, value);
        }
    }

    /// <summary>Takes a pair out.</summary>
    public void Remove(TKey key)
    {
        lock (gate)
        {
            young.Remove(key);
            old.Remove(key);
        }
    }

    private void Keep(TKey key, TValue value)
    {
        if (young.Count >= generationMax)
        {
            (old, young) = (young, []);
        }

        young[key] = value;
    }
}
