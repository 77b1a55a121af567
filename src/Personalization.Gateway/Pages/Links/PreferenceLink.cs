using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Gateway.Pages.Links;

/// <summary>What a link to the preference page says, to nobody but the server that made it.</summary>
/// <param name="Subject">Whose page it opens.</param>
/// <param name="Rights">What may be done there.</param>
/// <param name="Expires">From when on it opens nothing.</param>
/// <param name="Locale">The language that the person is known to read, as a BCP 47 tag; null for not known.</param>
/// <param name="ReturnUrl">Where the page leads back to; null for nowhere.</param>
internal sealed record PreferenceLink(SubjectKey Subject, LinkRights Rights, Instant Expires, string? Locale, string? ReturnUrl)
{
    /// <summary>Whether something may be done with it.</summary>
    public bool May(LinkRights right) => (Rights & right) == right;
}
