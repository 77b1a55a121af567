using System.Text.RegularExpressions;

namespace Personalization.Deploy.Tests.Dockerfiles;

/// <summary>What every image of ours keeps to.</summary>
internal static partial class ImageRules
{
    public static IEnumerable<string> Broken(Dockerfile file, string target) =>
    [
        .. Bases(file, target),
        .. User(file, target),
        .. NoShell(file, target),
        .. Contents(file, target),
        .. Labels(file, target),
    ];

    /// <summary>The same file builds the same image tomorrow, on a base that has neither a shell nor a package manager.</summary>
    private static IEnumerable<string> Bases(Dockerfile file, string target)
    {
        foreach (var from in file.Stages.Select(stage => stage.From).Where(from => file.Stages.All(stage => stage.Name != from) && !Pinned.IsMatch(from)))
        {
            yield return $"The base {from} is not pinned to a version";
        }

        if (!file.Chain(target)[0].From.Contains("chiseled", StringComparison.Ordinal))
        {
            yield return $"{target} stands on {file.Chain(target)[0].From}, which is not chiselled";
        }
    }

    /// <summary>A number, because Kubernetes cannot tell whether a name is root's.</summary>
    private static IEnumerable<string> User(Dockerfile file, string target)
    {
        var user = file.All(target, "USER").LastOrDefault()?.Arguments ?? "root";
        if (!uint.TryParse(user.Split(':')[0], out var id) || id == 0)
        {
            yield return $"{target} runs as {user}";
        }
    }

    private static IEnumerable<string> NoShell(Dockerfile file, string target)
    {
        if (file.All(target, "RUN").Any())
        {
            yield return $"{target} runs a command while it is built, for which its base has no shell";
        }

        if (file.All(target, "ENTRYPOINT").LastOrDefault()?.Exec is null)
        {
            yield return $"{target} has no ENTRYPOINT in exec form";
        }

        if (file.All(target, "HEALTHCHECK").Any(check => !check.Arguments.Contains(" CMD [", StringComparison.Ordinal)))
        {
            yield return $"{target} asks for its health with a shell";
        }
    }

    private static IEnumerable<string> Contents(Dockerfile file, string target)
    {
        foreach (var add in file.Stages.SelectMany(stage => stage.Instructions).Where(one => one.Name == "ADD"))
        {
            yield return $"ADD {add.Arguments} brings in what nobody looked at; use COPY";
        }

        foreach (var copy in file.All(target, "COPY").Where(copy => copy.Flag("from") is null))
        {
            yield return $"COPY {copy.Arguments} takes from the work tree instead of a stage that was built";
        }

        foreach (var name in file.Stages.SelectMany(stage => stage.Instructions).Where(one => one.Name is "ENV" or "ARG").SelectMany(one => one.Pairs.Keys).Where(name => Secret.IsMatch(name)))
        {
            yield return $"{name} would leave a secret in the image's history";
        }
    }

    private static IEnumerable<string> Labels(Dockerfile file, string target)
    {
        var labels = file.All(target, "LABEL").SelectMany(one => one.Pairs.Keys).ToList();
        return from name in (string[])["title", "description", "version", "revision", "created", "licenses"]
               where !labels.Contains("org.opencontainers.image." + name)
               select $"{target} has no label {name}";
    }

    [GeneratedRegex(@"(:\d+\.\d+\.\d+[\w.-]*|@sha256:[0-9a-f]{64})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pinned { get; }

    [GeneratedRegex("SECRET|PASSWORD|TOKEN|API_KEY|POSTGRES|AMQP", RegexOptions.NonBacktracking)]
    private static partial Regex Secret { get; }
}
