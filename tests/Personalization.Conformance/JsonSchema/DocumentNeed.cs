using System.Text.Json;

namespace Personalization.Conformance.JsonSchema;

/// <summary>
/// Which schemas cannot be judged by themselves: those whose <c>$schema</c> is a meta-schema of their own, those with a
/// <c>$dynamicRef</c>, and those with a <c>$ref</c> to a document that no <c>$id</c> of the schema names.
/// </summary>
/// <remarks>Decided on the text and with <see cref="Uri"/>, apart from the checker, so that a reference that it fails to find is a failure.</remarks>
internal static class DocumentNeed
{
    public const string Reason = "not run (remote reference or $dynamicRef)";
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private static readonly Uri NoBase = new("https://no-base.invalid/");

    public static bool Of(JsonElement schema)
    {
        var names = new HashSet<Uri> { NoBase, new(Dialect) };
        var references = new List<Uri>();
        return Walk(schema, NoBase, names, references) || references.Exists(reference => !names.Contains(reference));
    }

    // True as soon as the schema needs more than references can tell.
    private static bool Walk(JsonElement at, Uri around, HashSet<Uri> names, List<Uri> references)
    {
        if (at.ValueKind == JsonValueKind.Array)
            return at.EnumerateArray().ToList().Exists(item => Walk(item, around, names, references));
        if (at.ValueKind != JsonValueKind.Object)
            return false;

        if (TextOf(at, "$dynamicRef") is not null || TextOf(at, "$schema") is { } dialect && dialect != Dialect)
            return true;
        if (TextOf(at, "$id") is { } id)
            names.Add(around = new Uri(around, id));
        if (TextOf(at, "$ref")?.Split('#')[0] is { Length: > 0 } document)
            references.Add(new Uri(around, document));
        return at.EnumerateObject().ToList().Exists(property => Walk(property.Value, around, names, references));
    }

    private static string? TextOf(JsonElement at, string name) =>
        at.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
