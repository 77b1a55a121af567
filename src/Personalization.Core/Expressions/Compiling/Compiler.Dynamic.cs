using Personalization.Core.Expressions.Checking;
using Personalization.Core.Expressions.Functions;
using Personalization.Core.Expressions.Libraries;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Compiling;

/// <content>The way that can do everything: over values whose types may be known only at run time.</content>
internal static partial class Compiler<TContext>
{
    /// <summary>Code for any expression.</summary>
    internal static Read<TContext, Value> Dynamic(CheckedNode node)
    {
        if (TryBool(node) is { } condition)
        {
            return (in context, ref frame) => Value.Bool(condition(in context, ref frame));
        }

        return node switch
        {
            Constant constant => Always(constant.Value),
            FieldRead read => DynamicRead(read),
            Choice choice => Choose(Bool(choice.Condition), Dynamic(choice.Then), Dynamic(choice.Otherwise)),
            FunctionCall call => DynamicCall(call),
            ListMaking list => ListOf(list),
            MapMaking map => MapOf(map.KeysAndValues),
            OptionalPart part => Dynamic(part.Optional),
            VariableRead read => VariableOf(read),
            Binding binding => BindingOf(binding, Dynamic(binding.Body)),
            OptionalMapping mapping => OptionalMappingOf(mapping),
            Loop loop => TransformOf(loop),
            Failure failure => FailureOf(failure.Message),
            _ => throw new InvalidOperationException($"There is no code for {node.GetType().Name}."),
        };
    }

    private static Read<TContext, Value> DynamicRead(FieldRead read)
    {
        var isDuration = read.Type.Kind == CelTypeKind.Duration;
        return ((Field<TContext>)read.Field).Reader switch
        {
            Read<TContext, long> reader when isDuration => (in context, ref frame) => Value.Nanoseconds(reader(in context, ref frame)),
            Read<TContext, long> reader => (in context, ref frame) => Value.Int(reader(in context, ref frame)),
            Read<TContext, double> reader => (in context, ref frame) => Value.Double(reader(in context, ref frame)),
            Read<TContext, string> reader => (in context, ref frame) => Value.String(reader(in context, ref frame)),
            Read<TContext, CelTimestamp> reader => (in context, ref frame) => Value.Timestamp(reader(in context, ref frame)),
            Read<TContext, Value> reader => reader,
            TextList<TContext> list => list.ToValue,
            var reader => throw new InvalidOperationException($"There is no code for a field that is read by {reader.GetType()}."),
        };
    }

    private static Read<TContext, Value> DynamicCall(FunctionCall call)
    {
        if (call.Function.Name is OptionalLibrary.Or or OptionalLibrary.OrValue)
        {
            return OrElseOf(call);
        }

        var apply = call.Function.Apply;
        var isLookup = call.Function.Name is Operators.Index or Operators.OptionalIndex or "has" or "size";
        var isSearch = char.IsAsciiLetter(call.Function.Name[0]);
        var fixedCost = Cost.OfFunction(call.Function.Name);
        var arguments = call.Arguments.Select(Dynamic).ToArray();
        if (arguments is [var only])
        {
            return (in context, ref frame) =>
            {
                var value = only(in context, ref frame);
                return frame.Error is null && frame.Spend(Cost.Of(value, isLookup)) ? Checked(apply([value]), ref frame) : default;
            };
        }

        if (arguments is [var first, var second])
        {
            return (in context, ref frame) =>
            {
                var left = first(in context, ref frame);
                var right = second(in context, ref frame);
                return frame.Error is null && frame.Spend(fixedCost + Cost.Of(left, right, isLookup, isSearch)) ? Checked(apply([left, right]), ref frame) : default;
            };
        }

        return (in context, ref frame) =>
        {
            var values = All(arguments, in context, ref frame);
            return frame.Error is null && frame.Spend(fixedCost + Cost.Of(values, isLookup, isSearch)) ? Checked(apply(values), ref frame) : default;
        };
    }

    private static Read<TContext, Value> FailureOf(string message) => (in _, ref frame) =>
    {
        frame.Fail(message);
        return default;
    };

    private static Value Checked(Value result, ref Frame frame)
    {
        if (result.Kind == ValueKind.Error)
        {
            frame.Fail(result.AsError);
        }
        else if (result.Weight > Limits.ExpressionValueWeightMax)
        {
            frame.Fail(Errors.ValueTooLarge.AsError);
        }
        else if (result.Depth > Limits.ExpressionValueDepthMax)
        {
            frame.Fail(Errors.ValueTooDeep.AsError);
        }

        return result;
    }
}
