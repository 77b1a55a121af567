using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

/// <summary>The methods of the contract that the tests are written against.</summary>
internal static class Probe
{
    public static Method<Ping, Pong> One { get; } = new(ProbeReflection.Descriptor, "Probe", "One");

    public static Method<Ping, Pong> Collect { get; } = new(ProbeReflection.Descriptor, "Probe", "Collect");

    public static Method<Ping, Pong> Spread { get; } = new(ProbeReflection.Descriptor, "Probe", "Spread");

    public static Method<Ping, Pong> Talk { get; } = new(ProbeReflection.Descriptor, "Probe", "Talk");

    public static ValueTask<Pong> Echo(Ping ping, CallContext call) =>
        ValueTask.FromResult(new Pong { Text = ping.Text, Number = ping.Number, Payload = ping.Payload });

    public static async ValueTask EchoAll(IAsyncEnumerable<Ping> pings, ResponseStream<Pong> pongs, CallContext call)
    {
        await foreach (var ping in pings)
            await pongs.WriteAsync(new Pong { Text = ping.Text, Number = ping.Number, Payload = ping.Payload });
    }
}
