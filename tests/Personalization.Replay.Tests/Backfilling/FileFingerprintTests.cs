using Personalization.Replay.Backfilling;

namespace Personalization.Replay.Tests.Backfilling;

public sealed class FileFingerprintTests
{
    [Fact]
    public void A_file_that_grew_is_the_same_file() => Assert.True(FileFingerprint.Of(File("abc")).Fits(File("abcdef")));

    [Theory]
    [InlineData("ab")]
    [InlineData("abd")]
    [InlineData("abdef")]
    public void A_file_that_is_shorter_or_begins_differently_is_another(string other) => Assert.False(FileFingerprint.Of(File("abc")).Fits(File(other)));

    [Fact]
    public void It_leaves_the_file_at_its_beginning()
    {
        var file = File("abc");
        FileFingerprint.Of(file);
        Assert.Equal(0, file.Position);
    }

    private static MemoryStream File(string text) => new(System.Text.Encoding.UTF8.GetBytes(text));
}
