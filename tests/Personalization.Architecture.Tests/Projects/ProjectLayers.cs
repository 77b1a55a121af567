namespace Personalization.Architecture.Tests;

/// <summary>The house from the ground up: a project may reference projects of the layers below its own, and only those.</summary>
public sealed class ProjectLayers(params string[][] layers)
{
    /// <summary>The gateway and the cluster host stand side by side, since both know only the port that lies in Grains.</summary>
    public static ProjectLayers House { get; } = new(
        ["Personalization.Core"],
        ["Personalization.Authoring", "Personalization.Journal", "Personalization.Grpc", "Personalization.Conformance"],
        ["Personalization.Grains", "Personalization.Projections"],
        ["Personalization.Channels"],
        ["Personalization.Replay"],
        ["Personalization.Gateway", "Personalization.Cluster"],
        ["Personalization.Hosting"],
        ["Personalization.Samples.Saas"],
        ["Personalization.Server", "Personalization.Silo", "Personalization.Cli"],
        ["Personalization.Benchmarks"],
        ["Personalization.Cluster.Benchmarks"]);

    /// <summary>Rooms that must stay whole when they are carried elsewhere: they reference no project at all.</summary>
    private static readonly string[] Detached = ["Personalization.Core", "Personalization.Grpc"];

    public IEnumerable<Violation> Check(IEnumerable<ProjectFile> projects) => projects.SelectMany(Check);

    private IEnumerable<Violation> Check(ProjectFile project)
    {
        var own = LayerOf(project.Name);
        if (own < 0)
        {
            yield return new(project.Path, $"{project.Name} is in no layer", "Add it to ProjectLayers.House, where its references point down");
            yield break;
        }

        foreach (var reference in project.Projects)
        {
            if (Detached.Contains(project.Name))
                yield return new(project.Path, $"{project.Name} references {reference}", "It references no project; let the caller pass what it needs");
            else if (LayerOf(reference) is var other && (other < 0 || other >= own))
                yield return new(project.Path, $"{project.Name} references {reference}, which is not below it", "Put what both need into a layer below, or a port there");
        }
    }

    private int LayerOf(string project) => Array.FindIndex(layers, layer => layer.Contains(project));
}
