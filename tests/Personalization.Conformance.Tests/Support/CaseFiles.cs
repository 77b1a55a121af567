namespace Personalization.Conformance.Tests.Support;

/// <summary>A folder of case files for one test; gone with it.</summary>
internal sealed class CaseFiles : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("conformance-");

    /// <summary>A folder with one file of CEL cases, written as the content of the array <c>test</c>.</summary>
    public static CaseFiles OfCel(string tests)
    {
        var files = new CaseFiles();
        files.Add("cases.json", $$"""{"name": "cases", "section": [{"name": "all", "test": [{{tests}}]}]}""");
        return files;
    }

    public void Add(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    /// <summary>Runs the program on the folder.</summary>
    public (int ExitCode, string Printed) Run(string suite)
    {
        using var output = new StringWriter();
        var exitCode = CommandLine.Run([suite, folder.FullName], output, output);
        return (exitCode, output.ToString().ReplaceLineEndings("\n"));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
