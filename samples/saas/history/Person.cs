using System.Globalization;

namespace Personalization.Samples.Saas;

/// <summary>One user of the product.</summary>
/// <param name="Number">From 1, in the order of the accounts.</param>
/// <param name="Role"><c>admin</c>, <c>member</c> or <c>analyst</c>.</param>
/// <param name="IsFounder">Whether this is the account's first user.</param>
/// <param name="Joined">When the story of this user begins.</param>
/// <param name="Context">Where this user's events come from.</param>
internal sealed record Person(int Number, string Role, bool IsFounder, DateTimeOffset Joined, HistoryContext Context)
{
    /// <summary>The user's id.</summary>
    public string Id { get; } = string.Create(CultureInfo.InvariantCulture, $"user-{Number:D4}");
}
