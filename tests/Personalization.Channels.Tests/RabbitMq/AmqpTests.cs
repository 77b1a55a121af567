using System.Net.Security;
using Personalization.Channels.RabbitMq;

namespace Personalization.Channels.Tests.RabbitMq;

public sealed class AmqpTests
{
    [Fact]
    public void A_certificate_has_to_be_for_the_host_of_the_address()
    {
        var tls = Amqp.FactoryOf(new Uri("amqps://user:password@broker.example/vhost"), "test").Ssl;
        Assert.Equal((true, "broker.example", SslPolicyErrors.None), (tls.Enabled, tls.ServerName, tls.AcceptablePolicyErrors));
    }

    [Theory]
    [InlineData("amqp://user:secret@broker.example", "broker.example:5672")]
    [InlineData("amqps://user:secret@broker.example", "broker.example:5671")]
    [InlineData("amqp://user:secret@[::1]:5673/vhost", "[::1]:5673")]
    public void Where_a_broker_is_can_be_told_without_its_password(string address, string where) => Assert.Equal(where, Amqp.Where(Amqp.ReadAddress(address)!));

    [Theory]
    [InlineData("")]
    [InlineData("broker:5672")]
    [InlineData("http://broker")]
    [InlineData("amqp://")]
    public void What_is_no_address_is_none(string text) => Assert.Null(Amqp.ReadAddress(text));
}
