using System.Xml.Linq;

namespace Personalization.Architecture.Tests;

/// <summary>What the probe asks for and which projects wait for its answer (ADR 0002) must follow what the projects use.</summary>
public sealed class OrleansProjectTests
{
    private static readonly ProjectFile[] Projects = [.. Repository.Projects("src", "tests")];

    [Fact]
    public void Exactly_the_listed_projects_need_Orleans()
    {
        var listed = XDocument.Parse(Repository.Read("build/Orleans.props")).Descendants("OrleansProjects").Single().Value
            .Split(';', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Projects.Where(NeedsOrleans).Select(project => project.Name).Order(), listed.Order());
    }

    [Fact]
    public void The_probe_asks_for_every_Orleans_package_in_use()
    {
        const string Path = "build/orleans-probe/OrleansProbe.csproj";
        var asked = ProjectFile.Parse(Path, Repository.Read(Path)).Packages.Select(package => package.Name);
        Assert.Empty(Projects.SelectMany(OrleansPackages).Except(asked));
    }

    private static bool NeedsOrleans(ProjectFile project) =>
        OrleansPackages(project).Any() || Projects.Where(other => project.Projects.Contains(other.Name)).Any(NeedsOrleans);

    private static IEnumerable<string> OrleansPackages(ProjectFile project) =>
        project.Packages.Select(package => package.Name).Where(name => name.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal));
}
