using System.Collections.Immutable;

namespace Personalization.Core.Catalogs;

/// <summary>Named texts (<c>title</c>, <c>body</c>, <c>cta</c>, <c>url</c> …) per locale.</summary>
/// <param name="ByLocale">Locale to name to text. The catalog's default locale is always there.</param>
public sealed record LocalizedContent(ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, string>> ByLocale);
