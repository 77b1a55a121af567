using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;

namespace Personalization.Journal.Codecs;

/// <summary>The part of a <see cref="Served"/> event's stored form that only it has.</summary>
internal static class ServedCodec
{
    /// <summary>The first layout that can hold a record.</summary>
    public static int LayoutOf(Served served) => served.Max == 0 ? 3 : IsOfFirstLayout(served) ? 1 : 2;

    private static bool IsOfFirstLayout(Served served) =>
        Array.TrueForAll(served.Refused, refusal => refusal.Owner.Length == 0)
        && Array.TrueForAll(served.Actions, action => action.DeliverAt is null && action.Fills.Length == 0);

    public static void Write(ByteWriter writer, Served served, int layout)
    {
        writer.Text(served.Surface);
        writer.Text(served.CatalogHash);
        writer.Signed(served.AccountVersion);
        if (layout < 3)
        {
            writer.Signed(served.Max ?? 0);
        }

        writer.Byte(served.RequestId is null ? (byte)0 : (byte)1);
        if (served.RequestId is { } request)
        {
            writer.Text(request);
        }

        ValueCodec.WriteMap(writer, served.RequestContext);
        writer.Unsigned((ulong)served.Refused.Length);
        foreach (var refused in served.Refused)
        {
            writer.Text(refused.ActionId);
            if (layout > 1)
            {
                writer.Text(refused.Owner);
            }
        }

        writer.Unsigned((ulong)served.Actions.Length);
        foreach (var action in served.Actions)
        {
            writer.Text(action.Id);
            writer.Text(action.Variant);
            if (layout > 1)
            {
                WriteDelivery(writer, action);
            }
        }
    }

    private static void WriteDelivery(ByteWriter writer, ServedAction action)
    {
        writer.Byte(action.DeliverAt is null ? (byte)0 : (byte)1);
        if (action.DeliverAt is { } at)
        {
            writer.Signed(at.UnixMilliseconds);
        }

        writer.Unsigned((ulong)action.Fills.Length);
        foreach (var fill in action.Fills)
        {
            writer.Text(fill);
        }
    }

    public static Served Read(in EventHead head, ref ByteReader reader, TextCache texts) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
        Surface = texts.Get(reader.Bytes()),
        CatalogHash = texts.Get(reader.Bytes()),
        AccountVersion = reader.Signed(),
        Max = head.Layout < 3 ? ReadMax(ref reader) : 0,
        RequestId = ReadRequest(ref reader),
        RequestContext = ValueCodec.ReadMap(ref reader, texts),
        Refused = ReadRefused(ref reader, texts, head.Layout),
        Actions = ReadActions(ref reader, texts, head.Layout),
    };

    private static int? ReadMax(ref ByteReader reader) =>
        reader.Signed() is var max && max == 0 ? null : max == (int)max ? (int)max : throw new InvalidDataException($"A maximum of {max} actions.");

    private static string? ReadRequest(ref ByteReader reader) => ReadFlag(ref reader) ? TextCache.Decode(reader.Bytes()) : null;

    private static bool ReadFlag(ref ByteReader reader) => reader.Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A flag is 0 or 1, not {other}."),
    };

    private static Refusal[] ReadRefused(ref ByteReader reader, TextCache texts, int layout)
    {
        var refused = new Refusal[reader.Count()];
        for (var at = 0; at < refused.Length; at++)
        {
            refused[at] = new Refusal(texts.Get(reader.Bytes()), layout == 1 ? "" : texts.Get(reader.Bytes()));
        }

        return refused;
    }

    private static string[] ReadFills(ref ByteReader reader)
    {
        var fills = new string[reader.Count()];
        for (var at = 0; at < fills.Length; at++)
        {
            fills[at] = TextCache.Decode(reader.Bytes());
        }

        return fills;
    }

    private static ServedAction[] ReadActions(ref ByteReader reader, TextCache texts, int layout)
    {
        var actions = new ServedAction[reader.Count()];
        for (var at = 0; at < actions.Length; at++)
        {
            var action = new ServedAction(texts.Get(reader.Bytes()), texts.Get(reader.Bytes()));
            actions[at] = layout == 1
                ? action
                : action with { DeliverAt = ReadFlag(ref reader) ? new Instant(reader.Signed()) : null, Fills = ReadFills(ref reader) };
        }

        return actions;
    }
}
