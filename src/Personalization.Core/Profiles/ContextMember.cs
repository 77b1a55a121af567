namespace Personalization.Core.Profiles;

/// <summary>A member of the context that a profile keeps, each with the newest text that was said. The numbers are stored and may not change.</summary>
public enum ContextMember
{
    /// <summary>BCP 47 tag.</summary>
    Locale = 0,

    /// <summary>IANA name.</summary>
    TimeZone = 1,

    /// <summary>Region or country.</summary>
    Region = 2,

    /// <summary>Kind of device.</summary>
    Device = 3,

    /// <summary>Operating system.</summary>
    Os = 4,

    /// <summary>Version of the sending application.</summary>
    AppVersion = 5,
}
