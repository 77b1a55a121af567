namespace Personalization.Core.Audiences;

/// <summary>The stable codes of why a flag has a variant.</summary>
public static class FlagReasons
{
    /// <summary>The flag is off: everybody gets its default.</summary>
    public const string Disabled = "disabled";

    /// <summary>No rule holds.</summary>
    public const string Default = "default";

    /// <summary>A rule holds, and it is the first that does.</summary>
    public const string Rule = "rule";
}
