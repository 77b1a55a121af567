using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class LiteralCallTests
{
    [Fact]
    public void Calls_with_written_out_arguments_are_found_wherever_they_stand()
    {
        const string Source = "user.did('a', duration('168h')) || [1].size() > 0 && !(account.usage.times(\"b\") > 3 ? false : user.did('c'))";
        var calls = LiteralCall.FindAll(Source);
        Assert.Equal(["user.did", "account.usage.times", "user.did"], calls.Select(call => $"{call.Target}.{call.Name}"));
        Assert.Equal([Value.String("a"), Value.Duration(TimeSpan.FromDays(7))], calls[0].Arguments);
        Assert.Equal("account.usage.times(\"b\")", calls[1].Span.Of(Source));
    }

    [Theory]
    [InlineData("user.did(user.name)")]
    [InlineData("did('a')")]
    [InlineData("user.did('a'")]
    [InlineData("user.did(duration('7 days'))")]
    public void Other_calls_are_not(string source) => Assert.Empty(LiteralCall.FindAll(source));
}
