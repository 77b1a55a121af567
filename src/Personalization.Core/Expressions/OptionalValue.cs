using Personalization.Core.Expressions.Functions;

namespace Personalization.Core.Expressions;

/// <summary>CEL's optional: a value, or none. https://github.com/google/cel-spec/wiki/proposal-246</summary>
internal sealed class OptionalValue : OpaqueValue
{
    private OptionalValue(bool hasValue, Value content)
    {
        (HasValue, Content) = (hasValue, content);
        (Weight, Depth) = (1 + content.Weight, 1 + content.Depth);
    }

    /// <summary>The one without a value.</summary>
    public static Value None { get; } = Value.Opaque(new OptionalValue(false, default));

    /// <summary>Whether there is a value.</summary>
    public bool HasValue { get; }

    /// <summary>The value; null where there is none.</summary>
    public Value Content { get; }

    /// <inheritdoc/>
    public override CelType Type { get; } = CelType.Optional(CelType.Dyn);

    /// <inheritdoc/>
    internal override long Weight { get; }

    /// <inheritdoc/>
    internal override int Depth { get; }

    /// <summary>One with a value.</summary>
    public static Value Of(in Value value) => Value.Opaque(new OptionalValue(true, value));

    /// <summary>Whether a value is an optional.</summary>
    public static bool TryGet(in Value value, out OptionalValue optional)
    {
        optional = (value.Kind == ValueKind.Opaque ? value.AsOpaque as OptionalValue : null)!;
        return optional is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => HasValue ? $"optional.of({Content})" : "optional.none()";

    /// <inheritdoc/>
    internal override bool IsEqual(OpaqueValue other) =>
        other is OptionalValue optional && HasValue == optional.HasValue && (!HasValue || Relations.AreEqual(Content, optional.Content));
}
