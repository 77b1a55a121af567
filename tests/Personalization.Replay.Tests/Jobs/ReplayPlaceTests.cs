using Personalization.Replay.Jobs;

namespace Personalization.Replay.Tests.Jobs;

public sealed class ReplayPlaceTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("place-");

    private string Folder => Path.Combine(folder.FullName, "replays");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_folder_keeps_its_name_and_no_other_has_it()
    {
        string first;
        using (var place = ReplayPlace.Open(Folder))
        {
            first = place.Name;
        }

        using var again = ReplayPlace.Open(Folder);
        using var other = ReplayPlace.Open(Path.Combine(folder.FullName, "other"));
        Assert.Equal(first, again.Name);
        Assert.NotEqual(first, other.Name);
    }

    [Fact]
    public void A_folder_that_another_process_works_in_is_refused_with_what_to_do()
    {
        using var place = ReplayPlace.Open(Folder);
        Assert.Contains("--data", Assert.Throws<IOException>(() => ReplayPlace.Open(Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_name_is_refused()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "place"), "0123456789abcdeX");
        Assert.Throws<InvalidDataException>(() => ReplayPlace.Open(Folder));
    }
}
