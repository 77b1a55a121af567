using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>A place where something can be shown or sent.</summary>
/// <param name="Id">The surface's name, such as <c>home.card</c>.</param>
/// <param name="Channel">How it reaches people: <c>in_app</c>, <c>email</c>, <c>message</c> …</param>
/// <param name="ActionsMax">How many actions it shows at most, 1 to <see cref="ActionsMaxLimit"/>.</param>
public sealed record SurfaceDefinition(string Id, string Channel, int ActionsMax)
{
    /// <summary>The most actions that one decision can choose.</summary>
    public const int ActionsMaxLimit = 20;

    /// <summary>The slot in <see cref="Catalog.QuietHours"/> of the times when nothing is shown here, its own or its channel's; -1 for none.</summary>
    public int QuietHoursSlot { get; init; } = -1;

    /// <summary>Whether what comes at a bad time is put off (e-mail, messages) rather than not chosen (what is on the screen now).</summary>
    public bool DefersDelivery { get; init; }

    /// <summary>How many actions of one tag a decision may choose.</summary>
    public ImmutableArray<TagLimit> TagLimits { get; init; } = [];
}
