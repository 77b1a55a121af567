using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class FramingTests
{
    [Fact]
    public void Messages_read_the_same_however_their_bytes_are_cut()
    {
        Prop.ForAll<(int, byte[])[], PositiveInt[], bool>((contents, cuts, gzip) =>
        {
            var sent = contents.Select(content => new Ping { Number = content.Item1, Payload = ByteString.CopyFrom(content.Item2 ?? []) }).ToArray();
            var bytes = RawCall.Frames(gzip, sent);
            var received = ReadAsync(bytes, cuts.Select(cut => cut.Get).DefaultIfEmpty(1).ToArray()).GetAwaiter().GetResult();
            return sent.SequenceEqual(received);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Compressed_messages_read_the_same_byte_by_byte()
    {
        var sent = new[] { new Ping { Text = new string('x', 5000) }, new Ping(), new Ping { Text = new string('y', 2000) } };

        var received = await ReadAsync(RawCall.Frames(gzip: true, sent), [1]);

        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task A_message_sent_byte_by_byte_arrives()
    {
        await using var server = await TestServer.StartAsync(services => services.Duplex(Probe.Talk, Probe.EchoAll));
        var pipe = new Pipe();
        var answer = RawCall.SendAsync(server.Address, Probe.Talk.Path, new PipeContent(pipe.Reader));

        foreach (var one in RawCall.Frames(gzip: false, new Ping { Text = "slowly" }, new Ping { Number = 2 }))
            await pipe.Writer.WriteAsync(new[] { one }, TestContext.Current.CancellationToken);
        await pipe.Writer.CompleteAsync();

        Assert.Equal(RawCall.Frames(gzip: false, new Pong { Text = "slowly" }, new Pong { Number = 2 }), (await answer).Body);
    }

    [Fact]
    public void Frames_of_noise_never_end_in_anything_but_a_status()
    {
        Prop.ForAll<byte[], bool>((noise, gzip) =>
        {
            var pipe = PipeReader.Create(new MemoryStream(noise));
            var source = new MessageSource(pipe, gzip, 1000, TransportStatus.Of);
            var error = Record.Exception(() => source.ReadAllAsync(Ping.Parser, CancellationToken.None).ToBlockingEnumerable(TestContext.Current.CancellationToken).Count());
            return error is null or RpcException;
        }).QuickCheckThrowOnFailure();
    }

    private static async Task<List<Ping>> ReadAsync(byte[] bytes, int[] cuts)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
        var source = new MessageSource(pipe.Reader, gzip: true, 1_000_000, TransportStatus.Of);
        var cancellation = TestContext.Current.CancellationToken;
        var reading = source.ReadAllAsync(Ping.Parser, cancellation).ToListAsync(cancellation).AsTask();
        for (int start = 0, next = 0; start < bytes.Length; next++)
        {
            var length = Math.Min(cuts[next % cuts.Length], bytes.Length - start);
            await pipe.Writer.WriteAsync(bytes.AsMemory(start, length), cancellation);
            start += length;
        }
        await pipe.Writer.CompleteAsync();
        return await reading;
    }
}
