namespace Personalization.Gateway.Json;

/// <summary>Builds JSON pointers (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>The pointer to a member, such as <c>/properties/limit</c>; <c>~</c> and <c>/</c> in names are escaped.</summary>
    public static string Member(string name) =>
        "/" + (name.AsSpan().ContainsAny('~', '/') ? name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal) : name);
}
