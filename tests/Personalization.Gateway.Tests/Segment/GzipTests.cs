using System.IO.Compression;
using System.Net;
using System.Text;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.Segment;

public sealed class GzipTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    [Fact]
    public async Task A_compressed_batch_is_read()
    {
        var reply = await Post(Compress(Encoding.UTF8.GetBytes(Sample.Batch(Sample.Failure(Sample.Fresh("user"))))));

        Assert.Equal(1, reply.Accepted);
    }

    [Fact]
    public async Task A_small_body_that_becomes_a_huge_one_is_413()
    {
        var reply = await Post(Compress(new byte[64 * 1024 * 1024]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "batch_too_large"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_body_that_lies_about_its_length_is_413_all_the_same()
    {
        var bomb = Compress(new byte[600 * 1024]);
        bomb[^4] = bomb[^3] = bomb[^2] = bomb[^1] = 0;

        var reply = await Post(bomb);

        Assert.Contains(reply.Code, (string[])["batch_too_large", "malformed_gzip"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(30)]
    public async Task A_cut_off_body_is_400_and_never_taken_for_a_shorter_one(int missing)
    {
        var whole = Compress(Encoding.UTF8.GetBytes(Sample.Batch(Sample.Failure(Sample.Fresh("user")))));

        var reply = await Post(whole[..^missing]);

        Assert.Equal((HttpStatusCode.BadRequest, "malformed_gzip"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Bytes_that_are_not_gzip_are_400()
    {
        var reply = await Post(Encoding.UTF8.GetBytes(Sample.Batch(Sample.Failure("u"))));

        Assert.Equal((HttpStatusCode.BadRequest, "malformed_gzip"), (reply.Status, reply.Code));
    }

    private Task<Reply> Post(byte[] body) => server.Http.Post("/v1/batch", body, headers => headers.ContentEncoding.Add("gzip"));

    private static byte[] Compress(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }
}
