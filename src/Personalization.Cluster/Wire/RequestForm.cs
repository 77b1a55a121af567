using Personalization.Core;
using Personalization.Core.Decisions;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Wire;

/// <summary>A decision on its way: a byte that says what follows, then that.</summary>
internal static class RequestForm
{
    private const int Serve = 1, Account = 2, Max = 4, RequestId = 8, Now = 16, Durable = 32, Explain = 64, Repeat = 128;
    private const int Known = Serve | Account | Max | RequestId | Now | Durable | Explain;
    private const int ContextKnown = 0b11_1111;

    public static void Write(in WireWriter writer, TravellingDecision turn)
    {
        var (bytes, request) = (writer.Bytes, turn.Request);
        bytes.Byte((byte)((request.Mode == DecisionMode.Serve ? Serve : 0) | (request.AccountId is null ? 0 : Account) | (request.Max is null ? 0 : Max)
            | (request.RequestId is null ? 0 : RequestId) | (request.Now is null ? 0 : Now) | (request.Durable ? Durable : 0) | (request.Explain ? Explain : 0)
            | (turn.IsRepeat && writer.Version > 1 ? Repeat : 0)));
        writer.Subject(request.Subject);
        bytes.Text(request.Surface);
        writer.TextIfAny(request.AccountId);
        if (request.Max is { } max)
        {
            bytes.Signed(max);
        }

        writer.TextIfAny(request.RequestId);
        if (request.Now is { } now)
        {
            bytes.Signed(now.UnixMilliseconds);
        }

        WriteContext(writer, request.Context);
    }

    public static TravellingDecision Read(ref WireReader reader)
    {
        var flags = reader.Flags(reader.Version == 1 ? Known : Known | Repeat);
        var request = new DecisionRequest
        {
            Subject = reader.Subject(),
            Surface = reader.Name(),
            AccountId = (flags & Account) != 0 ? reader.Text() : null,
            Max = (flags & Max) != 0 ? reader.Number() : null,
            RequestId = (flags & RequestId) != 0 ? reader.Text() : null,
            Now = (flags & Now) != 0 ? new Instant(reader.Bytes.Signed()) : null,
            Mode = (flags & Serve) != 0 ? DecisionMode.Serve : DecisionMode.Peek,
            Durable = (flags & Durable) != 0,
            Explain = (flags & Explain) != 0,
            Context = ReadContext(ref reader),
        };
        return new TravellingDecision(request) { Tenant = reader.Tenant, Now = default, IsRepeat = (flags & Repeat) != 0 };
    }

    private static void WriteContext(in WireWriter writer, Core.Audiences.RequestContext context)
    {
        writer.Bytes.Byte((byte)((context.Locale is null ? 0 : 1) | (context.TimeZone is null ? 0 : 2) | (context.Channel is null ? 0 : 4)
            | (context.Device is null ? 0 : 8) | (context.Region is null ? 0 : 16) | (context.Path is null ? 0 : 32)));
        writer.TextIfAny(context.Locale);
        writer.TextIfAny(context.TimeZone);
        writer.TextIfAny(context.Channel);
        writer.TextIfAny(context.Device);
        writer.TextIfAny(context.Region);
        writer.TextIfAny(context.Path);
    }

    private static Core.Audiences.RequestContext ReadContext(ref WireReader reader)
    {
        var present = reader.Flags(ContextKnown);
        return present == 0 ? Core.Audiences.RequestContext.None : new Core.Audiences.RequestContext(
            Member(ref reader, present & 1), Member(ref reader, present & 2), Member(ref reader, present & 4),
            Member(ref reader, present & 8), Member(ref reader, present & 16), Member(ref reader, present & 32));
    }

    private static string? Member(ref WireReader reader, int present) => present == 0 ? null : reader.Name();
}
