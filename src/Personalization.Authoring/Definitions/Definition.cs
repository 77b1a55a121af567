using System.Globalization;
using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>A node that defines something, read by key. The schema has let it through, so that required keys are there.</summary>
/// <param name="Id">The definition's id.</param>
/// <param name="Place">The place of its id.</param>
/// <param name="Node">What is defined.</param>
internal sealed record Definition(string Id, SourcePlace Place, SourceNode Node)
{
    /// <summary>Whose it is.</summary>
    public SubjectSide Of => Sides.Parse(Required("of"));

    /// <summary>The value of a key that the schema requires.</summary>
    public SourceNode Required(string key) =>
        Node[key] ?? throw new InvalidOperationException($"The schema let `{Id}` through without `{key}`.");

    /// <summary>The text of a key, or a default.</summary>
    public string Text(string key, string otherwise = "") => Node[key]?.Text ?? otherwise;

    /// <summary>The integer of a key, or a default.</summary>
    public int Number(string key, int otherwise) => Node[key] is { } number ? (int)number.Scalar.AsInt : otherwise;

    /// <summary>The bool of a key; false where it is absent.</summary>
    public bool Flag(string key) => Node[key]?.Scalar.AsBool ?? false;

    /// <summary>The date of a key, or null.</summary>
    public DateOnly? Date(string key) =>
        Node[key] is { } date ? DateOnly.ParseExact(date.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    /// <summary>The duration of a key, or null.</summary>
    public TimeSpan? Duration(string key) => Node[key] is { } duration ? Durations.Parse(duration.Text) : null;
}
