using System.Text;
using Personalization.Core;
using Personalization.HostContract;

namespace Personalization.Replay.Tests.Findings;

public sealed class FindingTextTests
{
    private static readonly Instant Time = Sample.Noon;

    private static readonly ReplayFinding[] All =
    [
        new DecisionDifference("d1", Sample.User("u1"), "home", Time, 7, ["a", "b"], ["b", "c"],
            [new("a", false, "cap_reached", "2 of 2, \"daily\""), new("c", true, "lower_priority", "")]),
        new DecisionDifference("d2", Sample.User("u,2"), "home", Time, 8, ["a", "b"], ["b", "a"], []),
        new VerifyFailure("d3", Sample.User("ü3"), "home", Time, 9, [new("actions", "a", "b"), new("max", "", "2")]),
        new UnknownCatalog("d4", Sample.User("u4"), "home", Time, 10, "c0ffee"),
        new MissingHistory("d5", Sample.User("u5"), "home", Time, 11, Sample.Account("a1"), 12),
    ];

    [Fact]
    public void A_line_of_json_is_read_again_as_it_was() => Assert.All(All, finding =>
    {
        var line = FindingJson.Write(finding);
        Assert.DoesNotContain((byte)'\n', line);
        Assert.Equivalent(finding, FindingJson.Read(line, Sample.Acme), strict: true);
    });

    [Fact]
    public void A_line_of_json_says_who_what_and_why() => Assert.Equal(
        """{"kind":"changed","decisionId":"d1","subject":{"kind":"user","id":"u1"},"surface":"home","time":"2026-03-01T12:00:00Z","position":7,"then":["a","b"],"now":["b","c"],"changes":[{"action":"a","came":false,"code":"cap_reached","detail":"2 of 2, \"daily\""},{"action":"c","came":true,"code":"lower_priority","detail":""}]}""",
        Encoding.UTF8.GetString(FindingJson.Write(All[0])));

    [Fact]
    public void However_long_its_texts_are_a_line_can_be_read_again()
    {
        // What JSON writes longest, and a pair of surrogates wherever it is cut.
        var longest = string.Concat(Enumerable.Repeat("\u0001", 100_000));
        var paired = "x" + string.Concat(Enumerable.Repeat("😀", 50_000));
        ReplayFinding[] findings =
        [
            new VerifyFailure("d1", Sample.User("u1"), "home", Time, 7, [.. Enumerable.Range(0, 16).Select(at => new MemberDifference($"m{at}", longest, paired))]),
            new DecisionDifference("d2", Sample.User("u1"), longest, Time, 7, [.. Enumerable.Repeat(longest, 20)], [.. Enumerable.Repeat(paired, 20)],
                [.. Enumerable.Repeat(new ActionChange(longest, true, "cap_reached", longest), 40)]),
        ];
        Assert.All(findings, finding =>
        {
            var line = FindingJson.Write(finding);
            Assert.InRange(line.Length, 10_000, Limits.LineBytesMax);
            var read = FindingJson.Read(line, Sample.Acme);
            Assert.Equal(finding.DecisionId, read.DecisionId);
            Assert.Equal(line, FindingJson.Write(read));
            Assert.DoesNotContain("\uFFFD", Encoding.UTF8.GetString(line), StringComparison.Ordinal);
        });
        Assert.EndsWith("…", Assert.IsType<VerifyFailure>(FindingJson.Read(FindingJson.Write(findings[0]), Sample.Acme)).Differences[15].Recomputed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"changed","decisionId":"d","subject":{"kind":"user","id":"u"},"surface":"s","time":"2026-03-01T12:00:00Z","position":1}""")]
    [InlineData("""{"kind":"unknown_catalog","decisionId":"d","subject":{"kind":"robot","id":"u"},"surface":"s","time":"2026-03-01T12:00:00Z","position":1,"catalog":"c"}""")]
    public void What_is_no_finding_is_not_read(string line) =>
        Assert.Throws<InvalidDataException>(() => FindingJson.Read(Encoding.UTF8.GetBytes(line), Sample.Acme));

    [Fact]
    public void Csv_has_a_row_for_each_change_and_quotes_what_it_must() => Assert.Equal(
        "kind,decision_id,subject_kind,subject_id,surface,time,position,what,then,now,code,detail\r\n"
        + "changed,d1,user,u1,home,2026-03-01T12:00:00Z,7,a,served,,cap_reached,\"2 of 2, \"\"daily\"\"\"\r\n"
        + "changed,d1,user,u1,home,2026-03-01T12:00:00Z,7,c,,served,lower_priority,\r\n"
        + "changed,d2,user,\"u,2\",home,2026-03-01T12:00:00Z,8,order,a b,b a,,\r\n"
        + "different,d3,user,ü3,home,2026-03-01T12:00:00Z,9,actions,a,b,,\r\n"
        + "different,d3,user,ü3,home,2026-03-01T12:00:00Z,9,max,,2,,\r\n"
        + "unknown_catalog,d4,user,u4,home,2026-03-01T12:00:00Z,10,catalog,c0ffee,,,\r\n"
        + "missing_history,d5,user,u5,home,2026-03-01T12:00:00Z,11,account a1,version 12,,,\r\n",
        FindingCsv.Header + string.Concat(All.Select(FindingCsv.Lines)));

    [Theory]
    [InlineData("=HYPERLINK(1)")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(1)")]
    [InlineData("\t=1")]
    public void No_cell_of_csv_is_a_formula_of_a_spreadsheet(string id) =>
        Assert.Contains($",user,'{id},home,", FindingCsv.Lines(new UnknownCatalog("d", Sample.User(id), "home", Time, 1, "c")), StringComparison.Ordinal);

    [Fact]
    public void No_cell_of_a_table_ends_its_row_or_speaks_to_the_terminal() =>
        Assert.Equal("user a b c [2J", Assert.Single(FindingTable.Rows(new UnknownCatalog("d", Sample.User("a\tb\nc\u001b[2J"), "home", Time, 1, "c")))[1]);

    [Fact]
    public void A_table_has_a_cell_for_every_heading() =>
        Assert.All(All.SelectMany(FindingTable.Rows), row => Assert.Equal(FindingTable.Headings.Count, row.Length));
}
