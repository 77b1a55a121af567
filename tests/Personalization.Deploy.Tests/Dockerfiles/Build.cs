namespace Personalization.Deploy.Tests.Dockerfiles;

/// <summary>How a Dockerfile makes what an image holds.</summary>
/// <param name="App">The executable in <c>/app</c>.</param>
/// <param name="Tools">The command line in <c>/tools</c>.</param>
internal sealed record Build(Publication App, Publication Tools)
{
    /// <summary>How the repository's Dockerfile does.</summary>
    public static Build Of(string target) => new(Into(target, "/app"), Into(target, "/tools"));

    private static Publication Into(string target, string folder)
    {
        var copy = Dockerfile.OfRepository.All(target, "COPY").Single(copy => copy.Words[1] == folder);
        var runs = Dockerfile.OfRepository.All(copy.Flag("from")!, "RUN").Select(run => run.Arguments).ToList();
        var publish = runs.Single(run => run.StartsWith("dotnet publish ", StringComparison.Ordinal) && run.EndsWith(" -o " + copy.Words[0], StringComparison.Ordinal));
        var project = publish.Split(' ')[2];
        return new Publication(project, runs.Single(run => run.StartsWith($"dotnet restore {project} ", StringComparison.Ordinal)), publish, copy.Words[0]);
    }
}
