namespace Personalization.Replay;

/// <summary>An action that another catalog serves and the one of then did not, or the other way round.</summary>
/// <param name="Action">The action's id.</param>
/// <param name="Came">Whether it came; else it went.</param>
/// <param name="Code">The reason why it was not chosen on the side where it was not: a <see cref="Core.Decisions.ReasonCodes">reason code</see>, or <see cref="NotInCatalog"/>.</param>
/// <param name="Detail">The numbers behind it.</param>
public sealed record ActionChange(string Action, bool Came, string Code, string Detail)
{
    /// <summary>The code for an action that the catalog of the other side does not have on this surface.</summary>
    public const string NotInCatalog = "not_in_catalog";
}
