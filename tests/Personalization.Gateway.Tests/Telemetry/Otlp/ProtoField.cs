using Google.Protobuf;

namespace Personalization.Gateway.Tests.Telemetry.Otlp;

/// <summary>A field of a protobuf message whose contract is not compiled in: number and bytes, or a number for the fixed and varying ones.</summary>
internal readonly record struct ProtoField(int Number, byte[] Bytes, ulong Value)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public string Hex => Convert.ToHexStringLower(Bytes);

    public IReadOnlyList<ProtoField> Fields => Read(Bytes);

    public static IReadOnlyList<ProtoField> Read(byte[] message)
    {
        var fields = new List<ProtoField>();
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            fields.Add(WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.LengthDelimited => new(number, input.ReadBytes().ToByteArray(), 0),
                WireFormat.WireType.Fixed64 => new(number, [], input.ReadFixed64()),
                WireFormat.WireType.Fixed32 => new(number, [], input.ReadFixed32()),
                _ => new(number, [], input.ReadUInt64()),
            });
        }

        return fields;
    }
}
