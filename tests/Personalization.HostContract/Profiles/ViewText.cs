using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Core.Expressions;
using Personalization.Grains;

namespace Personalization.HostContract.Profiles;

/// <summary>A view as a text, so that two can be compared and their difference can be read.</summary>
public static class ViewText
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, Converters = { new ValueText() } };

    public static string Of(ProfileView? view) => JsonSerializer.Serialize(view, Options);

    private sealed class ValueText : JsonConverter<Value>
    {
        public override Value Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Value value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
