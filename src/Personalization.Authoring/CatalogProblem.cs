using System.Text;

namespace Personalization.Authoring;

/// <summary>What is wrong with a catalog's sources, and exactly where.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Line">From 1; 0 where the problem is about the file as a whole.</param>
/// <param name="Column">From 1, in UTF-16 units as editors count; 0 where the problem is about the file as a whole.</param>
/// <param name="Code">A stable code in snake_case, such as <c>unknown_event</c>.</param>
/// <param name="Message">One sentence that says what is wrong.</param>
/// <param name="Hint">What to do about it, or null.</param>
public sealed record CatalogProblem(string File, int Line, int Column, string Code, string Message, string? Hint)
{
    /// <summary>Lines to show below the message: the line of an expression with carets under what is meant. Null for none.</summary>
    public string? Excerpt { get; init; }

    /// <summary>The form of compilers, which editors and CI systems make clickable: <c>file:line:column: error code: message</c>, then the excerpt and the hint.</summary>
    public string Render()
    {
        var rendered = new StringBuilder(File);
        if (Line > 0)
        {
            rendered.Append(':').Append(Line).Append(':').Append(Column);
        }

        rendered.Append(": error ").Append(Code).Append(": ").Append(Message);
        if (Excerpt is not null)
        {
            rendered.Append('\n').Append(Excerpt);
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
