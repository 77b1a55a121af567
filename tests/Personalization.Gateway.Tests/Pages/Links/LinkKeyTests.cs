using Personalization.Gateway.Pages.Links;

namespace Personalization.Gateway.Tests.Pages.Links;

public sealed class LinkKeyTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("links-").FullName;

    private string File => Path.Combine(folder, LinkKey.FileName);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_keeps_its_key_where_its_owner_alone_reads_it()
    {
        var made = LinkKey.Open(folder);

        Assert.Equal(made.Bytes, LinkKey.Open(folder).Bytes);
        Assert.Equal([LinkKey.FileName], Directory.GetFiles(folder).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void A_key_that_was_deleted_does_not_come_back()
    {
        var before = LinkKey.Open(folder).Bytes.ToArray();
        System.IO.File.Delete(File);

        Assert.NotEqual(before, LinkKey.Open(folder).Bytes.ToArray());
    }

    [Fact]
    public void What_a_crash_left_of_a_key_is_not_taken_for_one()
    {
        System.IO.File.WriteAllBytes(File + ".unfinished", [1, 2, 3]);

        Assert.Equal(32, LinkKey.Open(folder).Bytes.Length);
    }

    [Fact]
    public void A_damaged_key_is_refused_by_name()
    {
        System.IO.File.WriteAllBytes(File, [1, 2, 3]);

        Assert.Contains(File, Assert.Throws<InvalidDataException>(() => LinkKey.Open(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("AAAA")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g")]
    public void A_setting_that_is_not_32_bytes_is_none(string text) => Assert.Null(LinkKey.TryParse(text));
}
