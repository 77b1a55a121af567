using System.Collections.Immutable;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Grains.Embedded;

/// <summary>The grains that own what a surface takes from the whole tenant, kept in memory for one call.</summary>
internal sealed class OwnerLeases(EmbeddedContext context, TenantId tenant, Journey? journey)
{
    private ImmutableArray<string> ids = [];
    private GrainLease[] leases = [];

    /// <summary>The leases that are held.</summary>
    public ReadOnlySpan<GrainLease> Held => leases;

    /// <summary>Their grains, to be listed.</summary>
    public IEnumerable<Grain> Grains => leases.Select(lease => lease.Grain);

    /// <summary>Acquires the owners that a surface names, instead of those of another catalog's surface; false where one of them lives on another node: then those before it are held.</summary>
    public bool TryAcquire(ImmutableArray<string> owners)
    {
        if (ids == owners)
        {
            return true;
        }

        Release();
        if (journey is null)
        {
            leases = [.. owners.Select(id => context.Grains.Acquire(KeyOf(id)))];
        }
        else
        {
            leases = [.. owners.Select(id => journey.TryAcquire(KeyOf(id))).TakeWhile(lease => lease is not null).Select(lease => lease!.Value)];
            if (leases.Length < owners.Length)
            {
                return false;
            }
        }

        ids = owners;
        return true;
    }

    /// <summary>Enters the gates of all owners in their ordinal order, after those of user and account: so nobody waits in a circle.</summary>
    public void Enter()
    {
        foreach (var lease in leases)
        {
            lease.Grain.Gate.Enter();
        }
    }

    /// <summary>Leaves the gates again.</summary>
    public void Exit()
    {
        foreach (var lease in leases)
        {
            lease.Grain.Gate.Exit();
        }
    }

    /// <summary>An owner that is not in memory under this plan, or null. Ask inside of the gates.</summary>
    public Grain? FindUnready(ulong planHash)
    {
        foreach (var lease in leases)
        {
            if (!lease.Grain.IsReady(planHash))
            {
                return lease.Grain;
            }
        }

        return null;
    }

    /// <summary>Whether a turn that is away holds one of them.</summary>
    public bool IsAnyHeld() => Array.Exists(leases, lease => !lease.Grain.IsFreeFor(journey));

    /// <summary>The profiles, in the order of the ids.</summary>
    public Profile[] Profiles() => Array.ConvertAll(leases, lease => lease.Grain.Profile!);

    /// <summary>Lets go of the grains at once.</summary>
    public void Release()
    {
        foreach (var lease in leases)
        {
            lease.Dispose();
        }

        Forget();
    }

    /// <summary>Holds nothing any more: somebody else lets go of the grains.</summary>
    public void Forget() => (ids, leases) = ([], []);

    private SubjectKey KeyOf(string id) => new(tenant, SubjectKind.Shared, id);
}
