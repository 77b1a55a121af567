namespace Personalization.Gateway.Pages.Links;

/// <summary>How a host makes links to preference pages.</summary>
/// <param name="Key">What they are sealed with; all processes behind one address have the same. Null where there is none: no link is made or opened then.</param>
/// <param name="Address">Where people reach this host, such as <c>https://choices.example.com</c>; null for the address that the link was asked for at.</param>
public sealed record PreferenceLinkOptions(LinkKey? Key, Uri? Address)
{
    /// <summary>No links.</summary>
    public static PreferenceLinkOptions None { get; } = new(null, null);
}
