namespace Personalization.Gateway.Tests.Telemetry.Otlp;

/// <summary>A span as it arrived (opentelemetry/proto/trace/v1/trace.proto).</summary>
internal sealed record ReceivedSpan(string Source, string TraceId, string Id, string ParentId, string Name, Dictionary<string, string> Attributes, int Links, int Status)
{
    public static ReceivedSpan Read(string source, ProtoField span)
    {
        var fields = span.Fields;
        return new(
            source, fields.One(1).Hex, fields.One(2).Hex, fields.One(4).Hex, fields.One(5).Text, fields.Attributes(9), fields.All(13).Count(),
            (int)fields.One(15).Fields.One(3).Value);
    }
}
