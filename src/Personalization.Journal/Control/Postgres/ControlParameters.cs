using System.Text;
using Npgsql;
using Personalization.Core;

namespace Personalization.Journal.Control.Postgres;

/// <summary>Values as the control tables hold them.</summary>
internal static class ControlParameters
{
    /// <summary>Parameters in their order; instants become times, and texts what PostgreSQL can hold.</summary>
    public static NpgsqlParameter[] Of(object?[] values) => [.. values.Select(value => new NpgsqlParameter { Value = Of(value) })];

    /// <summary>An instant that a column of type <c>timestamptz</c> holds.</summary>
    public static Instant ReadInstant(NpgsqlDataReader row, int at) => Instant.From(row.GetFieldValue<DateTimeOffset>(at));

    /// <summary>Times that a parameter of type <c>timestamptz[]</c> takes.</summary>
    public static DateTime[] Times(IEnumerable<Instant> instants) => [.. instants.Select(one => one.ToDateTimeOffset().UtcDateTime)];

    /// <summary>Texts that a parameter of type <c>text[]</c> takes.</summary>
    public static string?[] Texts(IEnumerable<string?> texts) => [.. texts.Select(one => one is null ? null : Storable(one))];

    private static object Of(object? value) => value switch
    {
        null => DBNull.Value,
        Instant instant => instant.ToDateTimeOffset().UtcDateTime,
        string text => Storable(text),
        _ => value,
    };

    /// <summary>PostgreSQL's texts are UTF-8 without the character 0, and what was refused need be neither.</summary>
    private static string Storable(string text)
    {
        const char Replacement = '\uFFFD';
        var clean = text.Replace('\0', Replacement);
        var builder = new StringBuilder(clean);
        for (var at = 0; at < builder.Length; at++)
        {
            if (char.IsHighSurrogate(clean[at]) && at + 1 < clean.Length && char.IsLowSurrogate(clean[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(clean[at]))
            {
                builder[at] = Replacement;
            }
        }

        return builder.ToString();
    }
}
