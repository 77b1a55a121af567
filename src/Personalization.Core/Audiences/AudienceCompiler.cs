using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;

namespace Personalization.Core.Audiences;

/// <summary>Compiles the conditions of one catalog. Make one per catalog: it declares everything that the catalog's profiles hold.</summary>
public sealed class AudienceCompiler
{
    private const string AsText = "string(";
    private readonly AudienceEnvironment environment;

    /// <summary>Prepares the names that conditions of this catalog may use, and compiles its stages, segments and flags, which are among them.</summary>
    public AudienceCompiler(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        environment = new AudienceEnvironment(catalog);
    }

    /// <summary>Everything that conditions and texts may read, as they write it; see <see cref="ObjectType.Paths"/>. For guides and for editors that complete.</summary>
    public IEnumerable<string> Paths => environment.Names.Paths;

    /// <summary>The stages; those with problems are left out.</summary>
    public Lifecycle Lifecycle => environment.Lifecycle;

    /// <summary>What is wrong with the conditions of the catalog's stages, by slot in <see cref="Catalog.Stages"/>.</summary>
    public ImmutableArray<(int StageSlot, ExpressionProblem Problem)> StageProblems => environment.StageProblems;

    /// <summary>The segments; those with problems hold for nobody.</summary>
    public SegmentPlan Segments => environment.Segments;

    /// <summary>What is wrong with the conditions of the catalog's segments, by slot in <see cref="Catalog.Segments"/>.</summary>
    public ImmutableArray<(int SegmentSlot, ExpressionProblem Problem)> SegmentProblems => environment.SegmentProblems;

    /// <summary>The flags; rules with problems are left out.</summary>
    public FlagPlan Flags => environment.Flags;

    /// <summary>What is wrong with the conditions of the catalog's flags, by slot in <see cref="Catalog.Flags"/> and index of the rule.</summary>
    public ImmutableArray<(int FlagSlot, int Rule, ExpressionProblem Problem)> FlagProblems => environment.FlagProblems;

    /// <summary>Compiles a condition; null where there are problems. Never throws for any text.</summary>
    public Audience? Compile(string source, out ImmutableArray<ExpressionProblem> problems)
    {
        var expression = ExpressionCompiler.Compile(source, environment.Names, CelType.Bool, environment.Options, out problems);
        return expression is null ? null : new Audience(expression);
    }

    /// <summary>Compiles a text with placeholders; null where there are problems. Never throws for any text.</summary>
    public TextTemplate? CompileText(string text, out ImmutableArray<ExpressionProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (pieces, spans) = TemplateSyntax.Split(text, out var broken);
        if (broken is not null)
        {
            problems = [broken];
            return null;
        }

        var found = ImmutableArray.CreateBuilder<ExpressionProblem>();
        var placeholders = ImmutableArray.CreateBuilder<Expression<AudienceContext>>(spans.Length);
        foreach (var span in spans)
        {
            // Whatever has a text form may stand in a text.
            var expression = ExpressionCompiler.Compile($"{AsText}{span.Of(text)})", environment.Names, CelType.String, environment.Options, out var own);
            found.AddRange(own.Select(problem => problem with { Span = Within(span, problem.Span) }));
            if (expression is not null)
            {
                placeholders.Add(expression);
            }
        }

        problems = found.ToImmutable();
        return problems.IsEmpty ? new TextTemplate(pieces, placeholders.ToImmutable()) : null;
    }

    /// <summary>The placeholder as it was written, of the source that was compiled for it.</summary>
    internal static ReadOnlySpan<char> PlaceholderOf(string source) => source.AsSpan(AsText.Length, source.Length - AsText.Length - 1).Trim();

    private static SourceSpan Within(SourceSpan placeholder, SourceSpan problem)
    {
        var start = Math.Clamp(problem.Offset - AsText.Length, 0, placeholder.Length);
        return new SourceSpan(placeholder.Offset + start, Math.Clamp(problem.End - AsText.Length - start, 0, placeholder.Length - start));
    }
}
