using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit.Verifying;

/// <summary>Decisions and places of one chain that do not match. Tried against each other in the end: what fits another place was moved there.</summary>
internal sealed class Mismatches(TenantId tenant, LeafDigest digests, FindingList findings)
{
    private readonly List<Place> places = [];
    private readonly List<StoredEvent> decisions = [];

    /// <summary>A place of the chain whose decision is not in the journal.</summary>
    public void Add(AuditLeaf leaf, long block)
    {
        places.Add(new Place(leaf, block));
        SettleWhereMany();
    }

    /// <summary>A decision of the sealed journal that is not in the chain.</summary>
    public void Add(in StoredEvent decision)
    {
        decisions.Add(decision);
        SettleWhereMany();
    }

    /// <summary>A place of the chain where the journal has another decision.</summary>
    public void Add(AuditLeaf leaf, long block, in StoredEvent decision)
    {
        places.Add(new Place(leaf, block));
        Add(decision);
    }

    /// <summary>Turns what was added into findings.</summary>
    public void Settle()
    {
        foreach (var decision in decisions.ToList())
        {
            var home = places.FindIndex(place => digests.Of(place.Leaf.Salt, decision) == place.Leaf.Digest);
            if (home >= 0)
            {
                findings.Add(Of(
                    AuditFindingKind.DecisionMoved, places[home], $"Decision {places[home].Leaf.Decision} stands at position {decision.Position} instead of {places[home].Leaf.Position}.") with
                { Subject = decision.Subject });
                places.RemoveAt(home);
                decisions.Remove(decision);
            }
        }

        foreach (var place in places)
        {
            var here = decisions.FindIndex(one => one.Position == place.Leaf.Position);
            findings.Add(here < 0
                ? Of(AuditFindingKind.DecisionMissing, place, $"Decision {place.Leaf.Decision} is not in the journal at position {place.Leaf.Position} any more.")
                : Of(AuditFindingKind.DecisionEdited, place, $"Decision {place.Leaf.Decision} at position {place.Leaf.Position} is not the one that was sealed.") with
                { Subject = decisions[here].Subject });
            if (here >= 0)
            {
                decisions.RemoveAt(here);
            }
        }

        foreach (var decision in decisions)
        {
            findings.Add(new AuditFinding(AuditFindingKind.DecisionAdded, $"The decision at position {decision.Position} was not there when the journal was sealed.")
            {
                Tenant = tenant, Position = decision.Position, Subject = decision.Subject,
            });
        }

        places.Clear();
        decisions.Clear();
    }

    private void SettleWhereMany()
    {
        if (places.Count > Limits.AuditMovesMax || decisions.Count > Limits.AuditMovesMax)
        {
            Settle();
        }
    }

    private AuditFinding Of(AuditFindingKind kind, in Place place, string message) => new(kind, message)
    {
        Tenant = tenant, Decision = place.Leaf.Decision, Position = place.Leaf.Position, Block = place.Block,
    };

    private readonly record struct Place(AuditLeaf Leaf, long Block);
}
