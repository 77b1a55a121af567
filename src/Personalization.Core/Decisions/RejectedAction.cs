namespace Personalization.Core.Decisions;

/// <summary>A candidate that was not chosen, and why not.</summary>
/// <param name="Id">The action's id.</param>
/// <param name="Stage">The stage that stopped it: <c>audience</c>, <c>preferences</c>, <c>caps</c>, <c>arbitration</c> …</param>
/// <param name="Code">A stable code in snake_case.</param>
/// <param name="Detail">The numbers behind it.</param>
public sealed record RejectedAction(string Id, string Stage, string Code, string Detail);
