using Personalization.Deploy.Tests.Composing;
using Personalization.Deploy.Tests.Containers;
using Personalization.Deploy.Tests.Dockerfiles;
using Personalization.Deploy.Tests.Manifests;

namespace Personalization.Deploy.Tests.Settings;

/// <summary>A misspelt variable is ignored by a process, so nothing else would find it.</summary>
public sealed class SettingsTests(PublishedImages images, Overlays overlays)
{
    [Theory]
    [InlineData("server")]
    [InlineData("silo")]
    public async Task What_an_image_sets_is_known_to_its_executable(string target) =>
        Assert.Empty((await KnownSettings.Of(target, images)).Unknown(Dockerfile.OfRepository.Environment(target).Keys));

    [Theory]
    [MemberData(nameof(Overlays.Names), MemberType = typeof(Overlays))]
    public async Task What_an_overlay_sets_is_known_to_the_silo(string overlay)
    {
        var manifests = await overlays.Of(overlay);
        var variables = manifests.Where(one => one.Kind == "ConfigMap").SelectMany(one => one.Json["data"]!.AsObject().Select(pair => pair.Key))
            .Concat(manifests.SelectMany(one => one.Containers).SelectMany(container => Manifest.List(container["env"])).Select(variable => (string)variable["name"]!)).ToList();

        Assert.Contains("PERSONALIZATION_POSTGRES", variables);
        Assert.Empty((await KnownSettings.Of("silo", images)).Unknown(variables));
    }

    [Fact]
    public async Task What_compose_sets_is_known_to_the_silo() =>
        Assert.Empty((await KnownSettings.Of("silo", images)).Unknown(Composition.OfRepository.Services.Values.SelectMany(service => service["environment"]!.AsObject()).Select(pair => pair.Key)));

    [Fact]
    public async Task An_unknown_variable_is_named()
    {
        var known = await KnownSettings.Of("server", images);

        Assert.Equal(["PERSONALIZATION_TLS_CERTIFICATE"], known.Unknown(["PERSONALIZATION_TLS_CERTIFICATE", "PERSONALIZATION_TLS_CERT", "PERSONALIZATION_API_KEY", "DOTNET_X"]));
    }
}
