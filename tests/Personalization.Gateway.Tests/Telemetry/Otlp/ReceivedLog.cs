namespace Personalization.Gateway.Tests.Telemetry.Otlp;

/// <summary>A log record as it arrived (opentelemetry/proto/logs/v1/logs.proto).</summary>
internal sealed record ReceivedLog(string Category, string Body, string TraceId)
{
    public static ReceivedLog Read(string category, ProtoField record) => new(category, record.Fields.One(5).Fields.One(1).Text, record.Fields.One(9).Hex);
}
