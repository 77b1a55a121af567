using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.Json;
using Personalization.HostContract.Postgres;
using Personalization.Silo.Tests.Support;

namespace Personalization.Silo.Tests;

/// <summary>Catalogs are shared through tables, and followed by every silo (ADR 0025).</summary>
public sealed class ActivationTests(PostgresServer postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task What_one_silo_activates_the_other_goes_by_without_being_told()
    {
        await using var cluster = await TestCluster.Make(postgres);
        var (one, two) = (await cluster.Start(), await cluster.Start());
        var first = await ActiveOn(two);

        var second = await Publish(one);
        Assert.NotEqual(first, second);
        await Follows(two, second);

        // Back again, the other way round.
        Assert.Equal(200, (await two.Call($"/v1/catalog/activate/{first}", "")).Status);
        await Follows(one, first);
    }

    private static async Task Follows(SiloProcess silo, string hash)
    {
        while (await ActiveOn(silo) != hash)
        {
            Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static async Task<string> ActiveOn(SiloProcess silo) => (await silo.Call("/v1/catalog")).Body.GetProperty("hash").GetString()!;

    private static async Task<string> Publish(SiloProcess silo)
    {
        using var content = new ByteArrayContent(SampleWithOneMoreSurface());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/gzip");
        using var answer = await silo.Http.PutAsync(new Uri("/v1/catalog?force=true", UriKind.Relative), content, Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, body);
        using var published = JsonDocument.Parse(body);
        return published.RootElement.GetProperty("hash").GetString()!;
    }

    private static byte[] SampleWithOneMoreSurface()
    {
        var sample = TestCluster.SampleCatalog();
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var file in Directory.EnumerateFiles(sample, "*.yaml", SearchOption.AllDirectories))
            {
                tar.WriteEntry(file, Path.GetRelativePath(sample, file));
            }

            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "more.yaml") { DataStream = new MemoryStream("surfaces:\n  more.card: { channel: in_app, max: 1 }\n"u8.ToArray()) });
        }

        return bytes.ToArray();
    }
}
