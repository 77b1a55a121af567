using Personalization.Core.Codecs;
using Personalization.Core.Events;

namespace Personalization.Journal.Codecs;

/// <summary>The part of a <see cref="Served"/> event's stored form that only it has.</summary>
internal static class ServedCodec
{
    public static void Write(ByteWriter writer, Served served)
    {
        writer.Text(served.Surface);
        writer.Text(served.CatalogHash);
        writer.Signed(served.AccountVersion);
        writer.Signed(served.Max);
        writer.Byte(served.RequestId is null ? (byte)0 : (byte)1);
        if (served.RequestId is { } request)
        {
            writer.Text(request);
        }

        ValueCodec.WriteMap(writer, served.RequestContext);
        writer.Unsigned((ulong)served.Refused.Length);
        foreach (var refused in served.Refused)
        {
            writer.Text(refused);
        }

        writer.Unsigned((ulong)served.Actions.Length);
        foreach (var action in served.Actions)
        {
            writer.Text(action.Id);
            writer.Text(action.Variant);
        }
    }

    public static Served Read(in EventHead head, ref ByteReader reader, TextCache texts) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context,
        Surface = texts.Get(reader.Bytes()),
        CatalogHash = texts.Get(reader.Bytes()),
        AccountVersion = reader.Signed(),
        Max = ReadMax(ref reader),
        RequestId = ReadRequest(ref reader),
        RequestContext = ValueCodec.ReadMap(ref reader, texts),
        Refused = ReadRefused(ref reader, texts),
        Actions = ReadActions(ref reader, texts),
    };

    private static int ReadMax(ref ByteReader reader) =>
        reader.Signed() is var max && max == (int)max ? (int)max : throw new InvalidDataException($"A maximum of {max} actions.");

    private static string? ReadRequest(ref ByteReader reader) => reader.Byte() switch
    {
        0 => null,
        1 => TextCache.Decode(reader.Bytes()),
        var other => throw new InvalidDataException($"A flag is 0 or 1, not {other}."),
    };

    private static string[] ReadRefused(ref ByteReader reader, TextCache texts)
    {
        var refused = new string[reader.Count()];
        for (var at = 0; at < refused.Length; at++)
        {
            refused[at] = texts.Get(reader.Bytes());
        }

        return refused;
    }

    private static ServedAction[] ReadActions(ref ByteReader reader, TextCache texts)
    {
        var actions = new ServedAction[reader.Count()];
        for (var at = 0; at < actions.Length; at++)
        {
            actions[at] = new ServedAction(texts.Get(reader.Bytes()), texts.Get(reader.Bytes()));
        }

        return actions;
    }
}
