using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class PathUseTests
{
    [Fact]
    public void Paths_are_found_wherever_they_stand_as_long_as_they_are_written()
    {
        const string Source = "!user.segments.big || f(account.segments['very.big'].size(), [now]) > list[user.index]";
        var paths = PathUse.FindAll(Source);
        Assert.Equal(
            ["user/segments/big", "account/segments/very.big", "now", "list", "user/index"],
            paths.Select(path => string.Join('/', path.Names)));
        Assert.Equal("account.segments['very.big']", paths[1].Span.Of(Source));
    }

    [Fact]
    public void What_cannot_be_read_has_none() => Assert.Empty(PathUse.FindAll("user.segments."));
}
