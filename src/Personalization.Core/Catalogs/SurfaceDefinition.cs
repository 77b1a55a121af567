namespace Personalization.Core.Catalogs;

/// <summary>A place where something can be shown or sent.</summary>
/// <param name="Id">The surface's name, such as <c>home.card</c>.</param>
/// <param name="Channel">How it reaches people: <c>in_app</c>, <c>email</c>, <c>message</c> …</param>
/// <param name="ActionsMax">How many actions it shows at most, 1 to <see cref="ActionsMaxLimit"/>.</param>
public sealed record SurfaceDefinition(string Id, string Channel, int ActionsMax)
{
    /// <summary>The most actions that one decision can choose.</summary>
    public const int ActionsMaxLimit = 20;
}
