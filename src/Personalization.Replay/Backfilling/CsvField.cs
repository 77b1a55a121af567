using System.Text.Json;
using CsvHelper;

namespace Personalization.Replay.Backfilling;

/// <summary>A member of an event that CSV columns fill: a value, or an object of further members.</summary>
internal sealed class CsvField(string name)
{
    private const int NoColumn = -1;

    private readonly List<CsvField> members = [];
    private int column = NoColumn;
    private bool isText;

    /// <summary>Adds a column below this one; false where its place is taken.</summary>
    public bool Add(ReadOnlySpan<string> path, int at, bool asText)
    {
        if (path.IsEmpty)
        {
            var isFree = column == NoColumn && members.Count == 0;
            (column, isText) = (at, asText);
            return isFree;
        }

        var next = path[0];
        var member = members.Find(one => one.Is(next));
        if (member is null)
        {
            members.Add(member = new CsvField(next));
        }

        return column == NoColumn && member.Add(path[1..], at, asText);
    }

    /// <summary>Whether a member has a value in the reader's record.</summary>
    public bool HasValue(string member, CsvReader reader) => members.Find(one => one.Is(member))?.IsIn(reader) == true;

    /// <summary>Writes the members that the reader's record has values for.</summary>
    public void WriteMembers(Utf8JsonWriter writer, CsvReader reader)
    {
        foreach (var member in members)
        {
            if (member.IsIn(reader))
            {
                member.Write(writer, reader);
            }
        }
    }

    private bool Is(string other) => string.Equals(name, other, StringComparison.Ordinal);

    private bool IsIn(CsvReader reader) => column == NoColumn ? members.Exists(member => member.IsIn(reader)) : !reader.IsEmpty(column);

    private void Write(Utf8JsonWriter writer, CsvReader reader)
    {
        writer.WritePropertyName(name);
        if (column == NoColumn)
        {
            writer.WriteStartObject();
            WriteMembers(writer, reader);
            writer.WriteEndObject();
        }
        else if (isText)
        {
            writer.WriteStringValue(reader.GetSpan(column));
        }
        else
        {
            CsvValue.Write(writer, reader.GetSpan(column));
        }
    }
}
