using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>Which servings a cap counts besides those of the actions that name it: all that match any part. Nothing by default.</summary>
public sealed record CapScope
{
    /// <summary>Counts nothing by itself.</summary>
    public static CapScope Nothing { get; } = new();

    /// <summary>Surfaces whose every serving counts.</summary>
    public ImmutableArray<string> Surfaces { get; init; } = [];

    /// <summary>Channels whose every serving counts: several of them share one fatigue budget.</summary>
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>Tags whose every action counts.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Whether serving an action on a surface counts.</summary>
    public bool Counts(ActionDefinition action, SurfaceDefinition surface)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(surface);
        return Surfaces.Contains(surface.Id) || Channels.Contains(surface.Channel) || Tags.Any(action.Tags.Contains);
    }
}
