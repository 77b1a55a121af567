namespace Personalization.Core.Profiles.State;

/// <summary>Half the hashes of the last event ids that were folded, by arrival: enough for a cache whose hits are confirmed.</summary>
internal struct RecentEvents
{
    private uint[]? hashes;

    public void Add(long version, ulong hash)
    {
        hashes ??= new uint[Limits.RecentEventsMax];
        hashes[version % hashes.Length] = (uint)hash;
    }

    public readonly bool Contains(ulong hash) => hashes.AsSpan().Contains((uint)hash);
}
