namespace Personalization.Authoring.Tests;

/// <summary>A YAML text in which ▶ stands where a problem is expected.</summary>
internal sealed record Marked(string Text, int Line, int Column)
{
    private const char Marker = '▶';

    public static Marked Parse(string marked)
    {
        var at = marked.IndexOf(Marker, StringComparison.Ordinal);
        var before = marked[..at];
        return new Marked(
            marked.Remove(at, 1),
            before.Count(one => one == '\n') + 1,
            at - (before.LastIndexOf('\n') + 1) + 1);
    }
}
