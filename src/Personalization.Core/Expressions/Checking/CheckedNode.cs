using System.Collections.Immutable;
using Personalization.Core.Expressions.Patterns;
using Personalization.Core.Expressions.Syntax;

namespace Personalization.Core.Expressions.Checking;

/// <summary>An expression whose names and types are resolved.</summary>
/// <param name="Type">The static type.</param>
/// <param name="Span">Where it is written.</param>
internal abstract record CheckedNode(CelType Type, SourceSpan Span);

/// <summary>A value that is known already.</summary>
internal sealed record Constant(Value Value, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>An object, which is nothing by itself but leads to members.</summary>
internal sealed record ObjectPath(ObjectType Object, SourceSpan Span) : CheckedNode(Object, Span);

/// <summary>A read of a member that holds a value.</summary>
internal sealed record FieldRead(Member Field, SourceSpan Span) : CheckedNode(Field.Type, Span);

/// <summary>Whether a field has ever been set.</summary>
internal sealed record FieldPresence(Member Field, SourceSpan Span) : CheckedNode(CelType.Bool, Span);

/// <summary>A read of a variable that a macro has declared.</summary>
internal sealed record VariableRead(int Slot, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>A call of a function or operator that evaluates all its arguments.</summary>
internal sealed record FunctionCall(Function Function, ImmutableArray<CheckedNode> Arguments, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary><c>a &amp;&amp; b &amp;&amp; …</c> or <c>a || b || …</c>.</summary>
internal sealed record Junction(bool IsAnd, ImmutableArray<CheckedNode> Parts, SourceSpan Span) : CheckedNode(CelType.Bool, Span);

/// <summary><c>condition ? then : otherwise</c>.</summary>
internal sealed record Choice(CheckedNode Condition, CheckedNode Then, CheckedNode Otherwise, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>A match with a pattern that is known already.</summary>
internal sealed record PatternMatch(CheckedNode Text, Pattern Pattern, SourceSpan Span) : CheckedNode(CelType.Bool, Span);

/// <summary>A list literal.</summary>
internal sealed record ListMaking(ImmutableArray<CheckedNode> Elements, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>A map literal; keys and values take turns.</summary>
internal sealed record MapMaking(ImmutableArray<CheckedNode> KeysAndValues, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>An element of a list literal or a value of a map literal that is left out where the optional is empty.</summary>
internal sealed record OptionalPart(CheckedNode Optional, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>A loop over a list or map.</summary>
/// <param name="Kind">What it makes.</param>
/// <param name="Range">What it goes over.</param>
/// <param name="Slot">The slot of the first variable; a second one follows it.</param>
/// <param name="HasTwo">Whether there are two variables.</param>
/// <param name="Condition">The condition; null for none.</param>
/// <param name="Result">What is made of each element; null for quantifiers.</param>
/// <param name="StepWeight">What one round may cost, but for what its functions cost.</param>
/// <param name="Type">The static type.</param>
/// <param name="Span">Where it is written.</param>
internal sealed record Loop(
    LoopKind Kind,
    CheckedNode Range,
    int Slot,
    bool HasTwo,
    CheckedNode? Condition,
    CheckedNode? Result,
    int StepWeight,
    CelType Type,
    SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>Variables, in slots that follow each other, and the expression that may use them.</summary>
internal sealed record Binding(int Slot, ImmutableArray<CheckedNode> Bound, CheckedNode Body, SourceSpan Span) : CheckedNode(Body.Type, Span);

/// <summary>Something made of the value of an optional, if it has one.</summary>
internal sealed record OptionalMapping(CheckedNode Target, int Slot, CheckedNode Body, bool IsFlat, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);

/// <summary>Something that is known to fail when it is evaluated; dyn where not even its type is known.</summary>
internal sealed record Failure(string Message, CelType Type, SourceSpan Span) : CheckedNode(Type, Span);
