namespace Personalization.Architecture.Tests;

public sealed class ProjectArrowTests
{
    [Fact]
    public void Project_references_point_down() =>
        Violation.AssertNone(ProjectLayers.House.Check(Repository.Projects("src", "samples")));

    [Fact]
    public void Core_uses_no_package() =>
        Assert.Empty(Repository.Projects("src/Personalization.Core").Single().Packages);

    [Fact]
    public void Time_zones_of_a_package_are_known_to_authoring_alone() =>
        Assert.Equal(
            ["Personalization.Authoring"],
            Repository.Projects("src", "samples").Where(project => project.Packages.Any(package => package.Name == "NodaTime")).Select(project => project.Name));

    [Fact]
    public void What_every_project_gets_are_analyzers_that_stay_private()
    {
        var everywhere = ProjectFile.Parse("Directory.Build.props", Repository.Read("Directory.Build.props"));
        Assert.All(everywhere.Packages, package => Assert.True(package.IsPrivate, $"{package.Name} in {everywhere.Path} needs PrivateAssets=\"all\"."));
    }

    [Theory]
    [InlineData("Personalization.Core", "Personalization.Journal")]
    [InlineData("Personalization.Grpc", "Personalization.Core")]
    [InlineData("Personalization.Gateway", "Personalization.Cluster")]
    [InlineData("Personalization.Grains", "Personalization.Gateway")]
    [InlineData("Personalization.Journal", "Personalization.Authoring")]
    [InlineData("Personalization.Grains", "Personalization.Grains.Tests")]
    [InlineData("Personalization.Unheard", "Personalization.Core")]
    public void A_reference_that_does_not_point_down_is_named(string from, string to)
    {
        var project = ProjectFile.Parse($"src/{from}/{from}.csproj", $"""<Project><ItemGroup><ProjectReference Include="../{to}/{to}.csproj" /></ItemGroup></Project>""");
        var violation = Assert.Single(ProjectLayers.House.Check([project]));
        Assert.StartsWith(project.Path, violation.ToString(), StringComparison.Ordinal);
    }
}
