namespace Personalization.Authoring.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("catalog").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void All_YAML_files_below_the_folder_are_read_and_no_others()
    {
        Write("catalog.yaml", "catalog: { name: test }"u8);
        Write("deep/er/surfaces.yml", "surfaces: { home: { channel: in_app } }"u8);
        Write("notes.txt", "{"u8);

        var load = CatalogLoader.LoadFolder(folder);

        Assert.Empty(load.Problems);
        Assert.Equal("home", Assert.Single(load.Catalog!.Surfaces).Id);
    }

    [Fact]
    public void Problems_show_the_path_from_where_the_folder_was_named()
    {
        Write("a/b.yaml", "catalog: { nam: test, name: test }"u8);

        Assert.Equal($"{folder}/a/b.yaml", Assert.Single(CatalogLoader.LoadFolder(folder).Problems).File);
    }

    [Fact]
    public void A_file_that_is_not_UTF_8_is_refused()
    {
        Write("catalog.yaml", "catalog: { name: test }"u8);
        Write("bad.yaml", [0x61, 0x3a, 0x20, 0xff]);

        var problem = Assert.Single(CatalogLoader.LoadFolder(folder).Problems);
        Assert.Equal(("invalid_utf8", $"{folder}/bad.yaml"), (problem.Code, problem.File));
    }

    [Fact]
    public void An_empty_folder_and_one_that_is_not_there_are_refused()
    {
        Assert.Equal("no_files", Assert.Single(CatalogLoader.LoadFolder(folder).Problems).Code);
        Assert.Equal("unknown_folder", Assert.Single(CatalogLoader.LoadFolder(folder + "/no")!.Problems).Code);
    }

    private void Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
