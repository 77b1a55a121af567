namespace Personalization.Gateway.Pages.Links;

/// <summary>The texts of rights, as calls have them.</summary>
internal static class LinkRightNames
{
    /// <summary>What a link allows where its maker says nothing: all but what cannot be undone.</summary>
    public const LinkRights Default = LinkRights.Preferences | LinkRights.Consents | LinkRights.Export;

    /// <summary>The texts, in the order of the bits.</summary>
    public static readonly string[] All = ["preferences", "consents", "export", "erase"];

    /// <summary>The right of a text; <see cref="LinkRights.None"/> for none.</summary>
    public static LinkRights Of(string? name) => Array.IndexOf(All, name) is var at and >= 0 ? (LinkRights)(1 << at) : LinkRights.None;
}
