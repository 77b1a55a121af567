using System.Collections;
using System.Globalization;
using System.Reflection;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Journal.Codecs;

namespace Personalization.Cluster.Tests.Wire;

/// <summary>What an object is made of, to its leaves, as a text: records with lists in them do not compare by themselves.</summary>
internal static class Described
{
    public static string Of(object? one) => one switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Event occurred => Hex(occurred),
        ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
        IConvertible plain => plain.ToString(CultureInfo.InvariantCulture),
        IEnumerable list when !IsDefault(list) => $"[{string.Join(", ", list.Cast<object?>().Select(Of))}]",
        IEnumerable => "default",
        _ => $"{one.GetType().Name} {{ {string.Join(", ", Members(one.GetType()).Select(member => $"{member.Name}: {Of(member.GetValue(one))}"))} }}",
    };

    private static IEnumerable<PropertyInfo> Members(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.GetIndexParameters().Length == 0).OrderBy(member => member.Name, StringComparer.Ordinal);

    private static bool IsDefault(IEnumerable list) => list.GetType().GetProperty("IsDefault")?.GetValue(list) is true;

    private static string Hex(Event one)
    {
        using var bytes = new ByteWriter();
        EventCodec.Write(bytes, one);
        return Convert.ToHexString(bytes.Written);
    }
}
