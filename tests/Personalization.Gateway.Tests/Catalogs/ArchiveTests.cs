using System.Formats.Tar;
using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Gateway.Catalogs.Archives;

namespace Personalization.Gateway.Tests.Catalogs;

public sealed class ArchiveTests
{
    [Fact]
    public void Both_kinds_give_the_same_files()
    {
        var files = Packing.Catalog();
        Assert.Equal(files.Order(), Read(Packing.TarGz(files)).Order());
        Assert.Equal(files.Order(), Read(Packing.Zip(files)).Order());
    }

    [Fact]
    public void A_leading_folder_and_other_files_do_not_matter()
    {
        (string, string)[] files = [("./c/a.yaml", "a"), ("./c/b/b.yml", "b"), ("./c/README.md", "no"), ("./c/._a.yaml", "mac"), ("./c/x.yaml.bak", "no")];
        Assert.Equal([("c/a.yaml", "a"), ("c/b/b.yml", "b")], Read(Packing.TarGz(files)));
        Assert.Equal([("c/a.yaml", "a"), ("c/b/b.yml", "b")], Read(Packing.Zip(files)));
    }

    [Theory]
    [InlineData("../a.yaml")]
    [InlineData("c/../../a.yaml")]
    [InlineData("/etc/a.yaml")]
    [InlineData("c\\a.yaml")]
    [InlineData("C:a.yaml")]
    [InlineData("../secret.txt")]
    public void A_name_that_leads_out_is_refused(string name)
    {
        Assert.Equal("unsafe_archive", Refused(Packing.TarGz((name, "a"))));
        Assert.Equal("unsafe_archive", Refused(Packing.Zip((name, "a"))));
    }

    [Fact]
    public void A_name_that_comes_twice_is_refused()
    {
        Assert.Equal("unsafe_archive", Refused(Packing.TarGz(("a.yaml", "1"), ("./a.yaml", "2"))));
        Assert.Equal("unsafe_archive", Refused(Packing.Zip(("a.yaml", "1"), ("a.yaml", "2"))));
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void A_link_in_a_tar_is_refused(TarEntryType type) =>
        Assert.Equal("unsafe_archive", Refused(Packing.TarGz(tar => tar.WriteEntry(new PaxTarEntry(type, "a.yaml") { LinkName = "b.yaml" }))));

    [Fact]
    public void A_device_in_a_tar_is_refused() =>
        Assert.Equal("unsafe_archive", Refused(Packing.TarGz(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.Fifo, "a.yaml")))));

    [Fact]
    public void A_link_in_a_zip_is_refused() =>
        Assert.Equal("unsafe_archive", Refused(Packing.Zip(zip => zip.CreateEntry("a.yaml").ExternalAttributes = unchecked((int)0xA1FF0000))));

    [Fact]
    public void Folders_are_no_links()
    {
        Assert.Empty(Read(Packing.TarGz(tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "./c/")))));
        Assert.Empty(Read(Packing.Zip(zip => zip.CreateEntry("c/").ExternalAttributes = 0x41FF0010)));
    }

    [Fact]
    public void Bombs_are_refused_before_they_are_held()
    {
        Assert.Equal("archive_too_large", Refused(Packing.TarGz(tar => tar.WriteEntry(Zeros("a.yaml", 80 << 20)))));
        Assert.Equal("archive_too_large", Refused(Packing.TarGz(tar => tar.WriteEntry(Zeros("a.txt", 80 << 20)))));
        Assert.Equal("archive_too_large", Refused(Packing.Zip(zip =>
        {
            using var stream = zip.CreateEntry("a.yaml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var at = 0; at < 80; at++)
            {
                stream.Write(zeros);
            }
        })));
    }

    [Fact]
    public void Many_files_are_refused()
    {
        (string, string)[] files = [.. Enumerable.Range(0, 4001).Select(at => ($"{at}.txt", ""))];
        Assert.Equal("archive_too_large", Refused(Packing.TarGz(files)));
        Assert.Equal("archive_too_large", Refused(Packing.Zip(files)));
    }

    [Fact]
    public void A_file_that_is_no_text_is_refused() => Assert.Equal("invalid_utf8", Refused(Packing.TarGz(tar =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.yaml") { DataStream = new MemoryStream([0xC3, 0x28]) }))));

    [Fact]
    public void What_is_no_archive_is_refused()
    {
        Assert.Equal("unsupported_archive", Refused([]));
        Assert.Equal("unsupported_archive", Refused("catalog: { name: x }"u8.ToArray()));
        Assert.Equal("damaged_archive", Refused("PK\u0003\u0004 and then nothing"u8.ToArray()));
    }

    [Fact]
    public void A_tar_that_is_cut_off_is_refused_wherever_it_is_cut()
    {
        var whole = Packing.TarGz(Packing.Catalog());
        for (var length = 2; length < whole.Length; length++)
        {
            Assert.Equal("damaged_archive", Refused(whole[..length]));
        }
    }

    [Fact]
    public void No_damage_is_more_than_a_problem() => Prop.ForAll(
        (from isTar in Gen.Elements(true, false)
         from hits in Gen.Zip(Gen.Choose(0, 100_000), Gen.Choose(0, 255)).ListOf()
         select (isTar, hits)).ToArbitrary(),
        sample =>
        {
            var bytes = sample.isTar ? Packing.TarGz(Packing.Catalog()) : Packing.Zip(Packing.Catalog());
            foreach (var (place, value) in sample.hits)
            {
                bytes[2 + (place % (bytes.Length - 2))] = (byte)value;
            }

            CatalogArchive.Read(bytes);
        }).QuickCheckThrowOnFailure();

    /// <summary>As above, but below the checksum of gzip: the tar itself is hit.</summary>
    [Fact]
    public void No_damage_of_a_tar_is_more_than_a_problem() => Prop.ForAll(
        Gen.Zip(Gen.Choose(0, 100_000), Gen.Choose(0, 255)).ListOf().ToArbitrary(),
        hits =>
        {
            using var gzip = new GZipStream(new MemoryStream(Packing.TarGz(Packing.Catalog())), CompressionMode.Decompress);
            var tar = new MemoryStream();
            gzip.CopyTo(tar);
            var bytes = tar.ToArray();
            foreach (var (place, value) in hits)
            {
                bytes[place % bytes.Length] = (byte)value;
            }

            var packed = new MemoryStream();
            using (var again = new GZipStream(packed, CompressionLevel.Fastest))
            {
                again.Write(bytes);
            }

            CatalogArchive.Read(packed.ToArray());
        }).QuickCheckThrowOnFailure();

    private static PaxTarEntry Zeros(string name, int length) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(new byte[length]) };

    private static (string Path, string Text)[] Read(byte[] archive)
    {
        var files = CatalogArchive.Read(archive);
        Assert.True(files.IsOk, files.Problem?.Message);
        return [.. files.Value.All];
    }

    private static string? Refused(byte[] archive) => CatalogArchive.Read(archive).Problem?.Code;
}
