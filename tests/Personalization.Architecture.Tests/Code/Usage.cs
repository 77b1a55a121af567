namespace Personalization.Architecture.Tests;

/// <summary>One type uses another one, or a member of it.</summary>
/// <param name="Where">File and line where the compiler left them, else the member.</param>
/// <param name="From">The user.</param>
/// <param name="Used">The used type.</param>
/// <param name="Member">The used method or field; properties show as <c>get_X</c>. Null where only the type is mentioned.</param>
public sealed record Usage(string Where, TypeName From, TypeName Used, string? Member)
{
    /// <summary>What is used, as in <c>System.DateTime.get_UtcNow</c>; a type alone ends in a dot.</summary>
    public string Text => $"{Used}.{Member}";

    /// <summary>Whether <see cref="Text"/> is the pattern or, where the pattern ends in a star, starts with it.</summary>
    public bool Matches(string pattern) =>
        pattern.EndsWith('*') ? Text.StartsWith(pattern[..^1], StringComparison.Ordinal) : Text == pattern;
}
