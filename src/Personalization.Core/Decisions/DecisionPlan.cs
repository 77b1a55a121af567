using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Profiles;

namespace Personalization.Core.Decisions;

/// <summary>What a catalog makes of profiles, compiled for deciding: per surface the candidates in order, with their conditions.</summary>
public sealed class DecisionPlan
{
    private readonly FrozenDictionary<string, SurfacePlan> surfaces;

    private readonly StagePlan stages;

    private DecisionPlan(Catalog catalog, AudienceCompiler compiler)
    {
        Catalog = catalog;
        surfaces = CandidateCompiler.Compile(catalog, compiler).ToFrozenDictionary(surface => surface.Definition.Id, StringComparer.Ordinal);
        stages = new StagePlan(catalog, compiler);
    }

    /// <summary>What was compiled.</summary>
    public Catalog Catalog { get; }

    /// <summary>Compiles the deciding part of a checked catalog.</summary>
    /// <exception cref="ArgumentException">A condition does not compile, so the catalog was not checked.</exception>
    public static DecisionPlan Compile(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new DecisionPlan(catalog, new AudienceCompiler(catalog));
    }

    /// <summary>Finds a surface by name.</summary>
    public bool TryGetSurface(string id, [NotNullWhen(true)] out SurfacePlan? surface) => surfaces.TryGetValue(id, out surface);

    /// <summary>The lifecycle stage of a profile: the first of the catalog's whose condition holds, or null for none.</summary>
    public string? Stage(Profile profile, Instant now) => stages.Find(profile, now);
}
