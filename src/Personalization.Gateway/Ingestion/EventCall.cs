namespace Personalization.Gateway.Ingestion;

/// <summary>What a sender calls an event, in the words of Segment's specification.</summary>
internal enum EventCall
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Something that the product names.</summary>
    Track,

    /// <summary>Traits of a user.</summary>
    Identify,

    /// <summary>Membership of an account, and its traits.</summary>
    Group,

    /// <summary>Two ids are one person.</summary>
    Alias,

    /// <summary>A page was seen.</summary>
    Page,

    /// <summary>A screen of an app was seen.</summary>
    Screen,
}
