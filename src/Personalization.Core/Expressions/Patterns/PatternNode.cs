using System.Collections.Immutable;

namespace Personalization.Core.Expressions.Patterns;

/// <summary>A pattern as it was read. What groups capture is left out: only whether there is a match is asked for.</summary>
internal abstract record PatternNode;

/// <summary>One code point of a set.</summary>
internal sealed record OneOf(CodePointSet Set) : PatternNode;

/// <summary>A place of the text that fulfils a condition.</summary>
internal sealed record At(PatternPlace Place) : PatternNode;

/// <summary>One part behind the other; without any it matches nothing at all, which every text holds.</summary>
internal sealed record InOrder(ImmutableArray<PatternNode> Parts) : PatternNode;

/// <summary>Any of some alternatives.</summary>
internal sealed record EitherOf(ImmutableArray<PatternNode> Parts) : PatternNode;

/// <summary>A part several times; without a most, any number of times.</summary>
internal sealed record Repeated(PatternNode Part, int Least, int? Most) : PatternNode;
