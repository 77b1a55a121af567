using System.Runtime.InteropServices;
using Personalization.Deploy.Tests.Dockerfiles;

[assembly: AssemblyFixture(typeof(Personalization.Deploy.Tests.Containers.PublishedImages))]

namespace Personalization.Deploy.Tests.Containers;

/// <summary>What the images hold, made by the commands of the Dockerfile in a folder of its own; once for all tests, when the first one asks.</summary>
public sealed class PublishedImages : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SemaphoreSlim once = new(1);
    private readonly HashSet<string> made = new(StringComparer.Ordinal);

    /// <summary>Where the marker of the solution's probe lies, if Orleans can be restored here.</summary>
    private static bool HasOrleans => Directory.EnumerateFiles(Repository.PathOf("artifacts"), "orleans-*.restorable").Any();

    /// <summary>The folders <c>app</c> and <c>tools</c> of an image. The test is skipped where the image cannot be made.</summary>
    internal async Task<(string App, string Tools)> Of(string target)
    {
        var build = Build.Of(target);
        Assert.SkipWhen(!Directory.Exists(Repository.PathOf(build.App.Project)), $"There is no {build.App.Project} yet.");
        Assert.SkipWhen(target == "silo" && !HasOrleans, "The Orleans packages cannot be restored here.");
        await once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return (await Publish(build.App), await Publish(build.Tools));
        }
        finally
        {
            once.Release();
        }
    }

    public void Dispose()
    {
        folder.Dispose();
        once.Dispose();
    }

    private async Task<string> Publish(Publication publication)
    {
        var output = folder.At(Path.GetFileName(publication.Project));
        if (made.Add(publication.Project))
        {
            await Run(publication.Restore);
            await Run(publication.Publish.Replace("-o " + publication.Output, "-o " + output, StringComparison.Ordinal));
        }

        return output;
    }

    /// <summary>As the Dockerfile has it, but with results apart from those of the work tree.</summary>
    private Task Run(string command) => Command.Do(
        Repository.Root,
        [
            .. command
                .Replace("$TARGETARCH", RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64", StringComparison.Ordinal)
                .Replace("$REVISION", "test", StringComparison.Ordinal)
                .Split(' '),
            "-p:ArtifactsPath=" + folder.At("artifacts"), "-nodeReuse:false", "--verbosity", "quiet",
        ]);
}
