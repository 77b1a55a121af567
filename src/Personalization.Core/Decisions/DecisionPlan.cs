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

    private DecisionPlan(Catalog catalog, AudienceCompiler compiler)
    {
        Catalog = catalog;
        Locality = new Locality(catalog);
        Topics = new TopicPlan(catalog);
        surfaces = new CandidateCompiler(catalog, compiler, Locality, Topics).Compile().ToFrozenDictionary(surface => surface.Definition.Id, StringComparer.Ordinal);
        Lifecycle = compiler.Lifecycle;
        Flags = compiler.Flags;
    }

    /// <summary>What was compiled.</summary>
    public Catalog Catalog { get; }

    /// <summary>The lifecycle stages.</summary>
    public Lifecycle Lifecycle { get; }

    /// <summary>The feature flags.</summary>
    public FlagPlan Flags { get; }

    /// <summary>What people can turn on and off.</summary>
    public TopicPlan Topics { get; }

    /// <summary>Where languages and time zones of subjects come from.</summary>
    public Locality Locality { get; }

    /// <summary>Compiles the deciding part of a checked catalog.</summary>
    /// <exception cref="ArgumentException">A condition does not compile, so the catalog was not checked.</exception>
    public static DecisionPlan Compile(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var compiler = new AudienceCompiler(catalog);
        if (!compiler.StageProblems.IsEmpty || !compiler.SegmentProblems.IsEmpty || !compiler.FlagProblems.IsEmpty)
        {
            throw new ArgumentException("The condition of a stage, a segment or a flag does not compile.", nameof(catalog));
        }

        return new DecisionPlan(catalog, compiler);
    }

    /// <summary>Finds a surface by name.</summary>
    public bool TryGetSurface(string id, [NotNullWhen(true)] out SurfacePlan? surface) => surfaces.TryGetValue(id, out surface);
}
