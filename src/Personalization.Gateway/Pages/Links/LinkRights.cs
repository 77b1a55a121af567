namespace Personalization.Gateway.Pages.Links;

/// <summary>What whoever has a link may do with it. The numbers are sealed into links and may not change.</summary>
[Flags]
internal enum LinkRights : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See and change what they like to get.</summary>
    Preferences = 1,

    /// <summary>See and change what they agree to.</summary>
    Consents = 2,

    /// <summary>Take everything that is kept about them.</summary>
    Export = 4,

    /// <summary>Destroy everything that is kept about them.</summary>
    Erase = 8,
}
