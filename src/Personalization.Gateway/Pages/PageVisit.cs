using Personalization.Core.Catalogs;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Pages.Texts;
using Personalization.Grains;

namespace Personalization.Gateway.Pages;

/// <summary>A person at their page, with a link that is good.</summary>
/// <param name="Token">The link's token.</param>
/// <param name="Link">What it says.</param>
/// <param name="View">Their profile.</param>
/// <param name="Catalog">What there is to choose.</param>
/// <param name="Language">What the page is written in.</param>
internal sealed record PageVisit(string Token, PreferenceLink Link, ProfileView View, Catalog Catalog, PageLanguage Language)
{
    /// <summary>The page's texts.</summary>
    public PageTexts Texts => Language.Texts;

    /// <summary>The clock on their wall.</summary>
    public PersonClock Clock { get; } = PersonClock.Of(View, Catalog);

    /// <summary>What counts for them now.</summary>
    public ChoiceForm Form { get; } = ChoiceForm.Of(View, Catalog, PersonClock.Of(View, Catalog).Zone);
}
