using System.Collections.Immutable;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <content>What macros have become: loops and variables.</content>
internal sealed partial class Checker
{
    private int loopDepth;

    private CheckedNode CheckLoop(LoopSyntax syntax)
    {
        var range = CheckValue(syntax.Range);
        if (range is Failure { Type.Kind: CelTypeKind.Dyn } && rigor != ExpressionRigor.Unchecked)
        {
            return range;
        }

        if (loopDepth == Limits.ExpressionLoopDepthMax)
        {
            return Report(syntax.Span, $"loops nest at most {Limits.ExpressionLoopDepthMax} levels deep");
        }

        if (TypesOfElements(range, syntax.Variables.Length == 2) is not var (first, second))
        {
            return Report(syntax.Range.Span, $"`{syntax.Macro}` goes over a list or a map, but this is {inference.Settle(range.Type).WithArticle}");
        }

        loopDepth++;
        var slot = scope.Add(syntax.Variables[0].Name, first);
        if (syntax.Variables.Length == 2)
        {
            scope.Add(syntax.Variables[1].Name, second);
        }

        var condition = syntax.Condition is null ? null : CheckCondition(syntax.Condition);
        var result = syntax.Result is null ? null : CheckValue(syntax.Result);
        scope.Leave(syntax.Variables.Length);
        loopDepth--;
        if (syntax.Kind == LoopKind.Entries && !IsOf(result!, CelTypeKind.Map))
        {
            return Report(result!.Span, $"`{syntax.Macro}` makes a map of each entry, such as {{key: value}}, but this is {inference.Settle(result.Type).WithArticle}");
        }

        var weight = syntax.Parts.Skip(1).Sum(part => part.Size());
        return new Loop(syntax.Kind, range, slot, syntax.Variables.Length == 2, condition, result, weight, TypeOfLoop(syntax.Kind, first, result), syntax.Span);
    }

    /// <summary>The types of the variables; null where the range is nothing to loop over.</summary>
    private (CelType First, CelType Second)? TypesOfElements(CheckedNode range, bool hasTwo)
    {
        var type = inference.Resolve(range.Type);
        switch (type.Kind)
        {
            case CelTypeKind.List:
                return hasTwo ? (CelType.Int, type.Arguments[0]) : (type.Arguments[0], CelType.Dyn);
            case CelTypeKind.Map:
                return (type.Arguments[0], type.Arguments[1]);
            case CelTypeKind.Dyn:
            case CelTypeKind.Parameter when inference.Fits(CelType.Dyn, type):
                return (CelType.Dyn, CelType.Dyn);
            default:
                return rigor == ExpressionRigor.Unchecked ? (CelType.Dyn, CelType.Dyn) : null;
        }
    }

    private CelType TypeOfLoop(LoopKind kind, CelType key, CheckedNode? result) => kind switch
    {
        LoopKind.List => CelType.List(inference.Resolve(result!.Type)),
        LoopKind.Map => CelType.Map(key, inference.Resolve(result!.Type)),
        LoopKind.Entries => IsOf(result!, CelTypeKind.Map) && inference.Resolve(result!.Type) is { Kind: CelTypeKind.Map } map ? map : CelType.Map(CelType.Dyn, CelType.Dyn),
        _ => CelType.Bool,
    };

    private Binding CheckBind(BindSyntax syntax)
    {
        var slot = scope.Count;
        var bound = ImmutableArray.CreateBuilder<CheckedNode>(syntax.Bound.Length);
        for (var at = 0; at < syntax.Bound.Length; at++)
        {
            bound.Add(CheckValue(syntax.Bound[at]));
            scope.Add(syntax.Variables[at].Name, inference.Resolve(bound[at].Type));
        }

        var body = CheckValue(syntax.Body);
        scope.Leave(bound.Count);
        return new Binding(slot, bound.ToImmutable(), body, syntax.Span);
    }

    private CheckedNode CheckOptionalMap(OptionalMapSyntax syntax)
    {
        var target = CheckValue(syntax.Target);
        if (!TryOptional(target, out var content))
        {
            return Report(syntax.Target.Span, $"an optional stands here, not {inference.Settle(target.Type).WithArticle}");
        }

        var slot = scope.Add(syntax.Variable.Name, content);
        var body = CheckValue(syntax.Body);
        scope.Leave(1);
        if (!syntax.IsFlat)
        {
            return new OptionalMapping(target, slot, body, false, CelType.Optional(inference.Resolve(body.Type)), syntax.Span);
        }

        return TryOptional(body, out var result)
            ? new OptionalMapping(target, slot, body, true, CelType.Optional(result), syntax.Span)
            : Report(syntax.Body.Span, $"an optional is made here, not {inference.Settle(body.Type).WithArticle}");
    }

    /// <summary>Whether something is or may be an optional, and of what.</summary>
    private bool TryOptional(CheckedNode node, out CelType content)
    {
        content = inference.Unknown();
        if (inference.Fits(node.Type, CelType.Optional(content)))
        {
            content = inference.Resolve(content);
            return true;
        }

        content = CelType.Dyn;
        return rigor == ExpressionRigor.Unchecked;
    }

    private bool IsOf(CheckedNode node, CelTypeKind kind) =>
        rigor == ExpressionRigor.Unchecked || inference.Resolve(node.Type).Kind is var actual && (actual == kind || actual is CelTypeKind.Dyn or CelTypeKind.Parameter);
}
