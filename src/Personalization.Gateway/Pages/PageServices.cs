using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Links;
using Personalization.Gateway.Pages.Recent;

namespace Personalization.Gateway.Pages;

/// <summary>Puts the preference page into a container.</summary>
internal static class PageServices
{
    /// <summary>Adds it. A host that adds no <see cref="PreferenceLinkOptions"/> of its own makes and opens no links.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.TryAddSingleton(PreferenceLinkOptions.None);
        return services
            .AddSingleton<LinkEndpoints>()
            .AddSingleton<PageDoor>()
            .AddSingleton<ChoiceSaving>()
            .AddSingleton<RecentActions>()
            .AddSingleton<PageEndpoints>()
            .AddSingleton<SelfServiceEndpoints>();
    }
}
