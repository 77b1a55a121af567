using Personalization.Core.Expressions;

namespace Personalization.Core.Events;

/// <summary>A page or screen was seen (Segment's <c>page</c> and <c>screen</c>).</summary>
public sealed record Viewed : Event
{
    /// <summary>The page's path or name, or the screen's name; 1 to <see cref="PathCharsMax"/> characters.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it was a screen of an app rather than a page.</summary>
    public bool IsScreen { get; init; }

    /// <summary>The properties, as sent.</summary>
    public ValueMap Properties { get; init; } = ValueMap.Empty;

    /// <inheritdoc/>
    public override EventType Type => EventType.Viewed;

    /// <summary>The longest path that is kept; longer ones are cut by the gateway.</summary>
    public const int PathCharsMax = 200;
}
