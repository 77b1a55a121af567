using System.Text.Json;
using CsvHelper;

namespace Personalization.Replay.Backfilling;

/// <summary>Which field of an event each column of a CSV file is.</summary>
internal sealed class CsvHeader
{
    private static readonly string[] Texts = ["messageId", "type", "userId", "anonymousId", "groupId", "previousId", "event", "name", "timestamp"];
    private static readonly string[] Objects = ["properties", "traits", "context"];

    private readonly CsvField root = new("");

    private CsvHeader(int columns) => Columns = columns;

    /// <summary>Before a header was read.</summary>
    public static CsvHeader None { get; } = new(0);

    /// <summary>How many columns it names.</summary>
    public int Columns { get; }

    /// <summary>Reads a header.</summary>
    /// <exception cref="SourceException">There is none; or a column is unknown, there twice, or both a value and an object.</exception>
    public static CsvHeader Parse(IReadOnlyList<string> names)
    {
        if (names.Count is 0 or > Limits.CsvColumnsMax)
        {
            throw new SourceException(names.Count == 0
                ? "The CSV file is empty: its first line has to name the columns."
                : $"The CSV file has {names.Count} columns; {Limits.CsvColumnsMax} are allowed.");
        }

        var header = new CsvHeader(names.Count);
        for (var column = 0; column < names.Count; column++)
        {
            var name = names[column].Trim();
            var path = name.Split('.');
            var isText = path.Length == 1 && Texts.Contains(path[0]);
            if (!isText && (path.Length == 1 || !Objects.Contains(path[0]) || Array.Exists(path, part => part.Length == 0)))
            {
                throw new SourceException($"Events have no column '{name}'. There are {string.Join(", ", Texts)}, and properties.x, traits.x and context.x for any x.{Separated(name)}");
            }

            if (!header.root.Add(path, column, isText || path[0] == "context"))
            {
                throw new SourceException($"The column '{name}' is there twice, or is an object by another column.");
            }
        }

        return header;
    }

    /// <summary>Whoever names two columns in one hardly means one.</summary>
    private static string Separated(string name) => name.AsSpan().ContainsAny(';', '\t', '|') ? " Columns are separated by commas." : "";

    /// <summary>Writes the reader's record as an event; empty fields are left out, and without a type it is a track.</summary>
    public void Write(Utf8JsonWriter writer, CsvReader reader)
    {
        writer.WriteStartObject();
        if (!root.HasValue("type", reader))
        {
            writer.WriteString("type"u8, "track"u8);
        }

        root.WriteMembers(writer, reader);
        writer.WriteEndObject();
    }
}
