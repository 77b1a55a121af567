using System.Text;
using Personalization.Channels.RabbitMq;
using Personalization.Channels.Settings;
using Personalization.Core.Events;

namespace Personalization.Channels.Tests.Settings;

public sealed class ChannelSettingsReaderTests
{
    private static readonly Uri Address = new("amqp://user:secret@127.0.0.1");

    [Fact]
    public void Queues_and_outlets_are_read_with_their_defaults()
    {
        var settings = Read("""
            { // The product's own queue.
              "queues": [
                { "queue": "events", "tenant": "acme/production" },
                { "queue": "more", "tenant": "acme/staging", "prefetch": 10, "create": "quorum" },
              ],
              "outlets": [
                { "name": "warehouse", "tenant": "acme/production", "routingKey": "decisions" },
                { "name": "crm", "tenant": "acme/production", "exchange": "crm", "routingKey": "k", "events": ["outcomes"], "from": "beginning" },
              ],
            }
            """);
        Assert.Equal(
            [new InletSettings("events", new("acme/production"), 1000, QueueCreation.None), new InletSettings("more", new("acme/staging"), 10, QueueCreation.Quorum)],
            settings.Inlets);
        Assert.Equal(
            [
                new OutletSettings("warehouse", new("acme/production"), "", "decisions", EventTypeSet.Of(EventType.Served, EventType.OutcomeRecorded), false, QueueCreation.None),
                new OutletSettings("crm", new("acme/production"), "crm", "k", EventTypeSet.Of(EventType.OutcomeRecorded), true, QueueCreation.None),
            ],
            settings.Outlets);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "malformed_json", "")]
    [InlineData("[]", "wrong_type", "")]
    [InlineData("""{"queus":[]}""", "unknown_field", "/queus")]
    [InlineData("""{"queues":{}}""", "wrong_type", "/queues")]
    [InlineData("""{"queues":[7]}""", "wrong_type", "/queues/0")]
    [InlineData("""{"queues":[{"queue":"q"}]}""", "required", "/queues/0/tenant")]
    [InlineData("""{"queues":[{"queue":"","tenant":"a/b"}]}""", "out_of_range", "/queues/0/queue")]
    [InlineData("""{"queues":[{"queue":"q","tenant":"acme"}]}""", "tenant_invalid", "/queues/0/tenant")]
    [InlineData("""{"queues":[{"queue":"q","tenant":"a/b","prefetch":0}]}""", "out_of_range", "/queues/0/prefetch")]
    [InlineData("""{"queues":[{"queue":"q","tenant":"a/b","prefetch":"9"}]}""", "out_of_range", "/queues/0/prefetch")]
    [InlineData("""{"queues":[{"queue":"q","tenant":"a/b","create":true}]}""", "not_allowed", "/queues/0/create")]
    [InlineData("""{"queues":[{"queue":"q","tenant":"a/b"},{"queue":"q","tenant":"a/c"}]}""", "repeated", "/queues/1/queue")]
    [InlineData("""{"queues":[{"queue":"q","queue":"q","tenant":"a/b"}]}""", "malformed_json", "")]
    [InlineData("""{"outlets":[{"name":"o","tenant":"a/b"}]}""", "required", "/outlets/0/routingKey")]
    [InlineData("""{"outlets":[{"name":"o","tenant":"a/b","routingKey":"k","events":[]}]}""", "wrong_type", "/outlets/0/events")]
    [InlineData("""{"outlets":[{"name":"o","tenant":"a/b","routingKey":"k","events":["decision"]}]}""", "not_allowed", "/outlets/0/events/0")]
    [InlineData("""{"outlets":[{"name":"o","tenant":"a/b","routingKey":"k","exchange":"e","create":"quorum"}]}""", "not_allowed", "/outlets/0/create")]
    [InlineData("""{"outlets":[{"name":"o","tenant":"a/b","routingKey":"k"},{"name":"o","tenant":"a/b","routingKey":"k"}]}""", "repeated", "/outlets/1/name")]
    public void What_is_wrong_is_told_with_code_and_path(string json, string code, string path)
    {
        var problem = ChannelSettingsReader.Read(Encoding.UTF8.GetBytes(json), Address, out _);
        Assert.Equal((code, path), (problem?.Code, problem?.Path));
        Assert.Matches("[.?]$", problem!.Message);
    }

    [Fact]
    public void A_misspelt_setting_is_told_with_the_one_that_was_meant() =>
        Assert.Equal("There is no such setting; did you mean prefetch?", ChannelSettingsReader.Read("""{"queues":[{"queue":"q","tenant":"a/b","prefech":1}]}"""u8.ToArray(), Address, out _)!.Message);

    private static ChannelSettings Read(string json)
    {
        Assert.Null(ChannelSettingsReader.Read(Encoding.UTF8.GetBytes(json), Address, out var settings));
        return settings;
    }
}
