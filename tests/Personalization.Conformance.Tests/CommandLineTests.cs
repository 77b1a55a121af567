using Personalization.Conformance.Tests.Support;

namespace Personalization.Conformance.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Each_file_and_all_together_are_counted_in_one_form()
    {
        using var files = CaseFiles.OfCel("""{"name": "right", "expr": "1 < 2"}""");
        files.Add("below/more.json", """{"section": [{"name": "s", "test": [{"name": "a", "expr": "true"}, {"name": "b", "expr": "!false"}]}]}""");
        Assert.Equal((0, "below/more.json: 2 passed, 0 failed\ncases.json: 1 passed, 0 failed\ntotal: 3 passed, 0 failed\n"), files.Run("cel"));
    }

    [Fact]
    public void A_failure_is_listed_with_what_was_expected_and_ends_with_1()
    {
        using var files = CaseFiles.OfCel("""{"name": "wrong", "expr": "1 + 1", "value": {"int64_value": "3"}}""");
        var (exitCode, printed) = files.Run("cel");
        Assert.Equal(1, exitCode);
        Assert.Equal("""
            cases.json: 0 passed, 1 failed
              FAILED all/wrong
                1 + 1
                expected int 3
                got      int 2 of static type int
            total: 0 passed, 1 failed

            """.ReplaceLineEndings("\n"), printed);
    }

    [Fact]
    public void A_file_that_is_no_JSON_has_failed()
    {
        using var files = new CaseFiles();
        files.Add("broken.json", "{");
        Assert.Equal(1, files.Run("cel").ExitCode);
    }

    [Fact]
    public void An_empty_folder_is_refused_with_2()
    {
        using var files = new CaseFiles();
        Assert.Equal(2, files.Run("cel").ExitCode);
    }

    [Theory]
    [InlineData]
    [InlineData("cel")]
    [InlineData("cobol", ".")]
    [InlineData("cel", "no/such/folder")]
    [InlineData("cel", ".", "more")]
    public void What_it_cannot_run_is_refused_with_2(params string[] arguments) =>
        Assert.Equal(2, CommandLine.Run(arguments, TextWriter.Null, TextWriter.Null));
}
