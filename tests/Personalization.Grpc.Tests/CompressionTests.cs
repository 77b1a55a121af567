using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Personalization.Grpc.Tests.Contract;

namespace Personalization.Grpc.Tests;

public sealed class CompressionTests
{
    private static readonly Ping Compressible = new() { Text = new string('a', 100_000) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gzip_goes_both_ways_for_a_client_that_compresses()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));

        var answer = await RawCall.SendAsync(
            server, Probe.One.Path, RawCall.Frames(gzip: true, Compressible), ("grpc-encoding", "gzip"), ("grpc-accept-encoding", "identity, gzip"));

        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal("gzip", answer.Headers["grpc-encoding"]);
        Assert.Equal(1, answer.Body[0]);
        Assert.InRange(answer.Body.Length, 5, 1000);
    }

    [Fact]
    public async Task The_client_compresses_and_inflates()
    {
        await using var server = await TestServer.StartAsync(services => services.Duplex(Probe.Talk, Probe.EchoAll));
        using var client = server.Connect();
        await using var call = client.Open(Probe.Talk, new CallOptions { Gzip = true }, Cancellation);

        await call.WriteAsync(Compressible);
        await call.WriteAsync(new Ping { Text = "too small to compress" });
        await call.CompleteAsync();

        Assert.Equal([Compressible.Text, "too small to compress"], await call.ReadAllAsync().Select(pong => pong.Text).ToArrayAsync(Cancellation));
    }

    [Fact]
    public async Task A_client_that_reads_no_gzip_gets_none()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));

        var answer = await RawCall.SendAsync(server, Probe.One.Path, RawCall.Frames(gzip: true, Compressible), ("grpc-encoding", "gzip"));

        Assert.Equal((StatusCode.OK, 0), (answer.Status, answer.Body[0]));
    }

    [Fact]
    public async Task An_encoding_that_is_not_known_is_Unimplemented_and_the_known_ones_are_told()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));

        var answer = await RawCall.SendAsync(server, Probe.One.Path, new byte[5], ("grpc-encoding", "snappy"));

        Assert.Equal(StatusCode.Unimplemented, answer.Status);
        Assert.Equal("identity,gzip", answer.Headers["grpc-accept-encoding"]);
    }

    [Fact]
    public async Task A_compressed_message_without_an_encoding_is_an_error()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));

        var answer = await RawCall.SendAsync(server, Probe.One.Path, RawCall.Frames(gzip: true, Compressible));

        Assert.Equal(StatusCode.Internal, answer.Status);
    }

    [Fact]
    public async Task A_bomb_is_refused()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));
        var bomb = Compress(new byte[100 * 1024 * 1024]);

        var answer = await RawCall.SendAsync(server, Probe.One.Path, RawCall.Frame(1, bomb), ("grpc-encoding", "gzip"));

        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
    }

    [Fact]
    public void A_bomb_is_refused_before_anything_is_inflated()
    {
        var bomb = new ReadOnlySequence<byte>(Compress(new byte[100 * 1024 * 1024]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = Assert.Throws<RpcException>(() => Gzip.Inflate(bomb, 4 * 1024 * 1024));

        Assert.Equal(StatusCode.ResourceExhausted, error.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(4096u)]
    [InlineData(99_999u)]
    [InlineData(100_001u)]
    public void A_footer_that_lies_about_the_length_is_found(uint length)
    {
        var lie = Compress(new byte[100_000]);
        BinaryPrimitives.WriteUInt32LittleEndian(lie.AsSpan(lie.Length - 4), length);

        var error = Assert.Throws<RpcException>(() => Gzip.Inflate(new ReadOnlySequence<byte>(lie), 4 * 1024 * 1024));

        Assert.Equal(StatusCode.Internal, error.Code);
    }

    [Fact]
    public void A_message_cut_off_anywhere_is_found()
    {
        var whole = Compress(Compressible.ToByteArray());

        for (var length = 0; length < whole.Length; length++)
        {
            var cut = new ReadOnlySequence<byte>(whole, 0, length);
            Assert.ThrowsAny<RpcException>(() => Gzip.Inflate(cut, 4 * 1024 * 1024));
        }
    }

    [Fact]
    public async Task A_message_cut_off_is_an_error_for_the_client()
    {
        await using var server = await TestServer.StartAsync(services => services.Unary(Probe.One, Probe.Echo));
        var whole = Compress(Compressible.ToByteArray());

        var answer = await RawCall.SendAsync(server, Probe.One.Path, RawCall.Frame(1, whole[..^9]), ("grpc-encoding", "gzip"));

        Assert.Equal(StatusCode.Internal, answer.Status);
    }

    [Fact]
    public void Bytes_that_do_not_compress_survive()
    {
        var noise = new byte[1_000_000];
        new Random(7).NextBytes(noise);

        var compressed = Gzip.Deflate(noise);
        var plain = Gzip.Inflate(new ReadOnlySequence<byte>(compressed.Array, 0, compressed.Length), noise.Length);

        Assert.Equal(noise, plain.Span.ToArray());
    }

    private static byte[] Compress(byte[] plain)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal))
            gzip.Write(plain);
        return target.ToArray();
    }
}
