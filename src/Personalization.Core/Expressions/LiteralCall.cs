using System.Collections.Immutable;
using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions;

/// <summary>
/// A call behind a dotted name, all of whose arguments are written out: <c>user.did("report_opened", duration("168h"))</c>. What an
/// expression needs of the state that it reads can be told from these before there is any state.
/// </summary>
/// <param name="Target">What stands before the last dot: <c>user</c>.</param>
/// <param name="Name">The name of the function: <c>did</c>.</param>
/// <param name="Arguments">The arguments; calls of functions with written-out arguments, such as durations, are values here.</param>
/// <param name="Span">Where the whole call is written.</param>
public sealed record LiteralCall(string Target, string Name, ImmutableArray<Value> Arguments, SourceSpan Span)
{
    private static readonly ObjectType NoNames = new ObjectType<NoContext>("nothing");
    private static readonly ExpressionOptions AsSpecified = new() { Rigor = ExpressionRigor.Standard };

    /// <summary>All such calls in an expression, outer ones first; none where it cannot be read. Never throws for any text.</summary>
    public static ImmutableArray<LiteralCall> FindAll(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var found = ImmutableArray.CreateBuilder<LiteralCall>();
        if (Parser.Parse(source, hasMacros: true, out _) is { } syntax)
        {
            Collect(syntax, source, found);
        }

        return found.ToImmutable();
    }

    private static void Collect(SyntaxNode syntax, string source, ImmutableArray<LiteralCall>.Builder found)
    {
        if (syntax is CallSyntax { IsMethod: true } call && QualifiedName.Of(call.Arguments[0]) is { } target)
        {
            var checker = new Checker(source, NoNames, AsSpecified);
            var arguments = call.Arguments.Skip(1).Select(argument => checker.Check(argument, wanted: null)).OfType<Constant>().ToList();
            if (arguments.Count == call.Arguments.Length - 1)
            {
                found.Add(new LiteralCall(target.Text, call.Function, [.. arguments.Select(argument => argument.Value)], call.Span));
            }
        }

        foreach (var part in syntax.Parts)
        {
            Collect(part, source, found);
        }
    }

    private readonly struct NoContext;
}
