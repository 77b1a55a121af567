using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Compiles the conditions of one catalog. Make one per catalog: it declares everything that the catalog's profiles hold.</summary>
public sealed class AudienceCompiler
{
    private readonly AudienceEnvironment environment;

    /// <summary>Prepares the names that conditions of this catalog may use, and compiles its stages, which are among them.</summary>
    public AudienceCompiler(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        environment = new AudienceEnvironment(catalog);
    }

    /// <summary>The stages; those with problems are left out.</summary>
    public Lifecycle Lifecycle => environment.Lifecycle;

    /// <summary>What is wrong with the conditions of the catalog's stages, by slot in <see cref="Catalog.Stages"/>.</summary>
    public ImmutableArray<(int StageSlot, ExpressionProblem Problem)> StageProblems => environment.StageProblems;

    /// <summary>Compiles a condition; null where there are problems. Never throws for any text.</summary>
    public Audience? Compile(string source, out ImmutableArray<ExpressionProblem> problems)
    {
        var expression = ExpressionCompiler.Compile(source, environment.Names, CelType.Bool, ExpressionRigor.Strict, out problems);
        return expression is null ? null : new Audience(expression);
    }
}
