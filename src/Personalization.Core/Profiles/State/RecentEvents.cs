namespace Personalization.Core.Profiles.State;

/// <summary>The hashes of the last event ids that were folded, by arrival.</summary>
internal struct RecentEvents
{
    private ulong[]? hashes;

    public void Add(long version, ulong hash)
    {
        hashes ??= new ulong[Limits.RecentEventsMax];
        hashes[version % hashes.Length] = hash;
    }

    public readonly bool Contains(ulong hash) => hashes.AsSpan().Contains(hash);
}
