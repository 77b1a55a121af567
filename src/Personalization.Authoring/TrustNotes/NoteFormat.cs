namespace Personalization.Authoring.TrustNotes;

/// <summary>How a trust note is written down.</summary>
public enum NoteFormat
{
    /// <summary>Markdown (CommonMark).</summary>
    Markdown,

    /// <summary>One HTML page that runs nothing and loads nothing.</summary>
    Html,
}
