using System.Collections.Immutable;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Decisions;

/// <summary>A surface with its candidates, best first: by tier, then by priority, ties by id.</summary>
public sealed class SurfacePlan
{
    internal SurfacePlan(Catalog catalog, SurfaceDefinition definition, Locality locality, ImmutableArray<string> sharedOwners, SurfaceTerms terms, Candidate[] candidates)
    {
        Catalog = catalog;
        Definition = definition;
        Locality = locality;
        SharedOwners = sharedOwners;
        Candidates = candidates;
        Parts = terms.Parts;
        CapSlots = terms.CapSlots;
        Caps = [.. CapSlots.Select(slot => catalog.Caps[slot])];
        Groups = [.. catalog.Groups];
        GrantedByDefault = ConsentGate.Defaults(catalog);
        AsksForZones = Array.Exists(candidates, candidate => !candidate.Timing.IsAnyTime || Array.Exists(candidate.Caps, cap => Caps[cap].Each is not null));
    }

    /// <summary>The surface.</summary>
    public SurfaceDefinition Definition { get; }

    /// <summary>The ids of the subjects (<see cref="Subjects.SubjectKind.Shared"/>) that own what candidates take from the tenant, in ordinal order.</summary>
    public ImmutableArray<string> SharedOwners { get; }

    internal Catalog Catalog { get; }

    internal Locality Locality { get; }

    internal Candidate[] Candidates { get; }

    /// <summary>The parts of all conditions, each once.</summary>
    internal Conjunct<AudienceContext>[] Parts { get; }

    /// <summary>The slots of the caps of users and accounts that count candidates, each once.</summary>
    internal int[] CapSlots { get; }

    /// <summary>The caps themselves, by place.</summary>
    internal CapDefinition[] Caps { get; }

    internal ExclusionGroup[] Groups { get; }

    /// <summary>The purposes that count as agreed to where a person said nothing, as bits by slot.</summary>
    internal uint GrantedByDefault { get; }

    /// <summary>Whether anything here depends on a time zone.</summary>
    internal bool AsksForZones { get; }

    /// <summary>How many actions an answer may hold.</summary>
    /// <param name="asked">What the caller asked for at most, or null.</param>
    public int Places(int? asked) => Math.Clamp(asked ?? Definition.ActionsMax, 0, Definition.ActionsMax);

    internal Candidate? Find(string actionId) => Array.Find(Candidates, candidate => string.Equals(candidate.Action.Id, actionId, StringComparison.Ordinal));
}
