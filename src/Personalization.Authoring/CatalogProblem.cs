using System.Text;

namespace Personalization.Authoring;

/// <summary>What is wrong with a catalog's sources, and exactly where.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Line">From 1; 0 where the problem is about the file as a whole.</param>
/// <param name="Column">From 1, in UTF-16 units as editors count; 0 where the problem is about the line or the file as a whole.</param>
/// <param name="Code">A stable code in snake_case, such as <c>unknown_event</c>.</param>
/// <param name="Message">One sentence that says what is wrong.</param>
/// <param name="Hint">What to do about it, or null.</param>
public sealed record CatalogProblem(string File, int Line, int Column, string Code, string Message, string? Hint)
{
    /// <summary>What it means for the catalog.</summary>
    public CatalogSeverity Severity { get; init; }

    /// <summary>The characters that are meant, or null where there are none to show.</summary>
    public SourceExcerpt? Excerpt { get; init; }

    /// <summary>For an event: where in it, as a JSON pointer such as <c>/properties/limit</c>. Otherwise null.</summary>
    public string? Pointer { get; init; }

    /// <summary>The word for the severity: <c>error</c> or <c>warning</c>.</summary>
    public string Level => Severity == CatalogSeverity.Error ? "error" : "warning";

    /// <summary>The form of compilers, which editors and CI systems make clickable: <c>file:line:column: error code: message</c>, then the line with carets and the hint.</summary>
    public string Render()
    {
        var rendered = new StringBuilder(File);
        if (Line > 0)
        {
            rendered.Append(':').Append(Line);
        }

        if (Column > 0)
        {
            rendered.Append(':').Append(Column);
        }

        rendered.Append(": ").Append(Level).Append(' ').Append(Code).Append(": ").Append(Pointer is null ? "" : $"{Pointer}: ").Append(Message);
        if (Excerpt is not null)
        {
            rendered.Append('\n').Append(Excerpt.Render());
        }

        if (Hint is not null)
        {
            rendered.Append("\n  hint: ").Append(Hint);
        }

        return rendered.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Render();
}
