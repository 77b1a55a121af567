namespace Personalization.Architecture.Tests;

/// <summary>A broken rule: where, what, and what to do instead.</summary>
public sealed record Violation(string Where, string What, string Instead)
{
    public override string ToString() => $"{Where}: {What}. {Instead}.";

    /// <summary>Fails with every violation on a line of its own.</summary>
    public static void AssertNone(IEnumerable<Violation> violations)
    {
        var found = violations.Distinct().ToArray();
        Assert.True(found.Length == 0, $"{found.Length} violation(s):\n{string.Join('\n', found.Select(violation => violation.ToString()))}");
    }
}
