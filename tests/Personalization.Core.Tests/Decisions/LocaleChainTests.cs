using System.Collections.Immutable;
using Personalization.Core.Catalogs;
using Personalization.Core.Decisions;

namespace Personalization.Core.Tests.Decisions;

public sealed class LocaleChainTests
{
    [Theory]
    [InlineData("de-AT", "de-AT")]
    [InlineData("de-CH-1996", "de")]
    [InlineData("DE", "de")]
    [InlineData("pt", "en")]
    [InlineData("", "en")]
    [InlineData("-", "en")]
    [InlineData(null, "en")]
    public void A_text_is_found_in_the_best_language(string? wanted, string expected) =>
        Assert.Equal(expected, Title(wanted));

    private static string Title(string? locale)
    {
        var texts = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>>.Empty;
        foreach (var one in new[] { "de", "de-AT", "en" })
        {
            texts = texts.Add(one, ImmutableSortedDictionary<string, string>.Empty.Add("title", one));
        }

        var catalog = new Catalog
        {
            Name = "texts",
            Hash = new CatalogHash(new string('0', 64)),
            Surfaces = [new("page", "in_app", 1)],
            Actions =
            [
                new ActionDefinition
                {
                    Id = "a", Kind = "card", Surfaces = ["page"], Audience = "true", Content = new(texts), Why = ImmutableSortedDictionary<string, string>.Empty,
                },
            ],
        };
        var plan = DecisionPlan.Compile(catalog);
        Assert.True(plan.TryGetSurface("page", out var surface));
        var user = new Core.Profiles.Profile(Core.Profiles.FoldPlan.Compile(catalog), SubjectSide.User);
        var inputs = new DecisionInputs(default, user, null, null, new(Locale: locale), null, Office.Noon, []);
        return DecisionEngine.Answer(plan, surface, inputs, [0], default, explain: false).Actions[0].Content["title"];
    }
}
