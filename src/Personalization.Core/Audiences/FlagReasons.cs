namespace Personalization.Core.Audiences;

/// <summary>The stable codes of why a flag has a variant.</summary>
public static class FlagReasons
{
    /// <summary>The flag is off: everybody gets its default.</summary>
    public const string Disabled = "disabled";

    /// <summary>No rule holds.</summary>
    public const string Default = "default";

    /// <summary>A rule holds, and it is the first that does of those that were asked.</summary>
    public const string Rule = "rule";

    /// <summary>The person does not agree to being personalised for: rules that read what is known of them were not asked, and none of the others holds.</summary>
    public const string ConsentDenied = "consent_denied";
}
