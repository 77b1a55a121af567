using Personalization.Core;
using Personalization.Gateway.Pages.Html;

namespace Personalization.Gateway.Pages.Recent;

/// <summary>Something that was chosen for a person, as they may read about it: nothing but what they were shown, and what the catalog says to people.</summary>
/// <param name="Id">The action's id.</param>
/// <param name="Title">What it was.</param>
/// <param name="Why">Why they saw it.</param>
/// <param name="Channel">How it reached them, as surfaces name it.</param>
/// <param name="At">When, or when it is to come.</param>
internal sealed record RecentAction(string Id, WrittenText Title, WrittenText Why, string Channel, Instant At);
