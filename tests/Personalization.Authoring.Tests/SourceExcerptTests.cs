namespace Personalization.Authoring.Tests;

public sealed class SourceExcerptTests
{
    [Theory]
    [InlineData("catalog: { name: a, timeZone: America/NewYork }", "America/NewYork")]
    [InlineData("catalog: { name: a }\nquietHours: { q: [{ from: \"25:00\", to: '07:00' }] }", "\"25:00\"")]
    [InlineData("catalog: { name: a }\nquietHours: { q: [{ from: '22:00', to: '7 in the morning' }] }", "'7 in the morning'")]
    [InlineData("catalog: { name: a }\nquietHours: { q: [{ from: '22:00', to: '07:00' }, { days: [sunday], from: '22:00', to: '07:00' }] }", "sunday")]
    public void The_whole_of_a_wrong_value_is_shown(string text, string wrong)
    {
        var problem = Assert.Single(CatalogLoader.LoadFiles([("a.yaml", text)]).Problems);

        var excerpt = Assert.IsType<SourceExcerpt>(problem.Excerpt);
        Assert.Equal(wrong, excerpt.Text.Substring(excerpt.Start, excerpt.Length));
    }
}
