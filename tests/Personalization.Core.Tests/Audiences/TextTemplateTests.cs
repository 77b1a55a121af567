using Personalization.Core.Audiences;

namespace Personalization.Core.Tests.Audiences;

public class TextTemplateTests
{
    [Theory]
    [InlineData("a ${user.name} b", "user.name")]
    [InlineData("${{'a': '}'}.a}", "{'a': '}'}.a")]
    [InlineData(@"${'\'}'}", @"'\'}'")]
    [InlineData(@"${r'\'} b", @"r'\'")]
    [InlineData("${'''it's }'''} b", "'''it's }'''")]
    public void A_brace_within_a_text_or_a_map_does_not_close_a_placeholder(string template, string expression)
    {
        var span = Assert.Single(TextTemplate.FindExpressions(template));
        Assert.Equal(expression, template.Substring(span.Offset, span.Length));
    }

    [Theory]
    [InlineData("$${a}")]
    [InlineData("${a")]
    [InlineData("${'a}")]
    public void What_is_not_closed_or_escaped_is_no_placeholder(string template) => Assert.Empty(TextTemplate.FindExpressions(template));
}
