using Personalization.Core.Subjects;

namespace Personalization.Gateway.Watching;

/// <summary>Bounds how many watch at the same time, per tenant and in all. Whoever is beyond is refused at once.</summary>
/// <param name="perTenant">How many of one tenant.</param>
/// <param name="inAll">How many of all tenants together.</param>
internal sealed class WatchPlaces(int perTenant, int inAll)
{
    private readonly Lock gate = new();
    private readonly Dictionary<TenantId, int> taken = [];
    private int all;

    /// <summary>The bounds of production.</summary>
    public WatchPlaces()
        : this(Limits.WatchersPerTenant, Limits.WatchersMax)
    {
    }

    /// <summary>Takes a place until it is disposed of; null where there is none.</summary>
    public IDisposable? TryTake(TenantId tenant)
    {
        lock (gate)
        {
            var own = taken.GetValueOrDefault(tenant);
            if (own >= perTenant || all >= inAll)
            {
                return null;
            }

            all++;
            taken[tenant] = own + 1;
            return new Place(this, tenant);
        }
    }

    private void Leave(TenantId tenant)
    {
        lock (gate)
        {
            all--;
            if (--taken[tenant] == 0)
            {
                taken.Remove(tenant);
            }
        }
    }

    private sealed class Place(WatchPlaces places, TenantId tenant) : IDisposable
    {
        private bool isLeft;

        public void Dispose()
        {
            if (!isLeft)
            {
                isLeft = true;
                places.Leave(tenant);
            }
        }
    }
}
