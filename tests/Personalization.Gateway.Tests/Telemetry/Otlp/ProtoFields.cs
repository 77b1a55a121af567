namespace Personalization.Gateway.Tests.Telemetry.Otlp;

/// <summary>The way down into a message by the numbers of its fields.</summary>
internal static class ProtoFields
{
    public static IEnumerable<ProtoField> All(this IEnumerable<ProtoField> fields, int number) => fields.Where(field => field.Number == number);

    public static IEnumerable<ProtoField> Down(this IEnumerable<ProtoField> fields, params int[] numbers) =>
        numbers.Aggregate(fields, (found, number) => found.SelectMany(field => field.Fields).All(number));

    public static ProtoField One(this IEnumerable<ProtoField> fields, int number) => fields.All(number).SingleOrDefault(new ProtoField(number, [], 0));

    /// <summary>Attributes (KeyValue: key 1, value 2; AnyValue: string 1, bool 2, int 3).</summary>
    public static Dictionary<string, string> Attributes(this IEnumerable<ProtoField> fields, int number) => fields.All(number).Select(one => one.Fields).ToDictionary(
        pair => pair.One(1).Text,
        pair => pair.One(2).Fields is [var value, ..] ? value.Number == 1 ? value.Text : value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
        StringComparer.Ordinal);
}
