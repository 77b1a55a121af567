using Personalization.Core.Codecs;
using Personalization.Core.Events;

namespace Personalization.Journal.Codecs;

/// <summary>The stored form of an <see cref="EventContext"/>: a byte that says which texts follow, then those texts.</summary>
internal static class ContextCodec
{
    private const int Known = 0b111_1111;

    public static void Write(ByteWriter writer, EventContext context)
    {
        writer.Byte((byte)((context.Locale is null ? 0 : 1) | (context.TimeZone is null ? 0 : 2) | (context.Region is null ? 0 : 4)
            | (context.Device is null ? 0 : 8) | (context.Os is null ? 0 : 16) | (context.AppVersion is null ? 0 : 32)
            | (context.Source is null ? 0 : 64)));
        WriteText(writer, context.Locale);
        WriteText(writer, context.TimeZone);
        WriteText(writer, context.Region);
        WriteText(writer, context.Device);
        WriteText(writer, context.Os);
        WriteText(writer, context.AppVersion);
        WriteText(writer, context.Source);
    }

    public static EventContext Read(ref ByteReader reader, TextCache texts)
    {
        var present = reader.Byte();
        if ((present & ~Known) != 0)
        {
            throw new InvalidDataException($"No stored context has the members {present}.");
        }

        return new EventContext(
            ReadText(ref reader, texts, present & 1),
            ReadText(ref reader, texts, present & 2),
            ReadText(ref reader, texts, present & 4),
            ReadText(ref reader, texts, present & 8),
            ReadText(ref reader, texts, present & 16),
            ReadText(ref reader, texts, present & 32),
            ReadText(ref reader, texts, present & 64));
    }

    private static void WriteText(ByteWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Text(text);
        }
    }

    private static string? ReadText(ref ByteReader reader, TextCache texts, int present) =>
        present == 0 ? null : texts.Get(reader.Bytes());
}
