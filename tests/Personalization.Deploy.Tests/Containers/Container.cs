using System.Diagnostics;
using System.Globalization;
using Personalization.Deploy.Tests.Dockerfiles;

namespace Personalization.Deploy.Tests.Containers;

/// <summary>A running entry point, as <c>container.sh</c> starts it.</summary>
internal sealed class Container : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly List<string> output = [];
    private readonly Process process;

    private Container(string target, (string App, string Tools) image, string binds, IEnumerable<string> entryPoint, IReadOnlyDictionary<string, string> environment)
    {
        var user = Dockerfile.OfRepository.All(target, "USER").Last().Arguments.Split(':');
        var variables = Dockerfile.OfRepository.Environment(target).Concat(environment).Append(KeyValuePair.Create("PATH", "/usr/bin"))
            .GroupBy(one => one.Key, StringComparer.Ordinal).Select(group => $"{group.Key}={group.Last().Value}");
        process = Process.Start(new ProcessStartInfo(
            Command.Find("unshare")!,
            ["--mount", "/bin/sh", Repository.PathOf("tests/Personalization.Deploy.Tests/Containers/container.sh"), root.Path, image.App, image.Tools, user[0], user[1], binds,
                "/usr/bin/env", "--ignore-environment", .. variables, .. entryPoint])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Everything that it has said so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return string.Join('\n', output);
            }
        }
    }

    /// <summary>Why none can run here; null where they can.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "Mount namespaces are Linux's."
        : !Environment.IsPrivilegedProcess ? "Only root may make a mount namespace."
        : ((string[])["unshare", "setpriv", "chroot"]).FirstOrDefault(program => Command.Find(program) is null) is { } missing ? $"There is no {missing} (Debian: util-linux)."
        : null;

    /// <summary>Starts the entry point of an image; it sees folders of this machine besides, as <c>from:to,from:to</c>.</summary>
    public static Container Start(string target, (string App, string Tools) image, string binds, Dictionary<string, string> environment) =>
        new(target, image, binds, Dockerfile.OfRepository.All(target, "ENTRYPOINT").Last().Exec!, environment);

    /// <summary>Runs the command line of an image to its end.</summary>
    public static async Task<(int ExitCode, string Output)> Run(string target, (string App, string Tools) image, string binds, Dictionary<string, string> environment, params string[] arguments)
    {
        using var container = new Container(target, image, binds, ["dotnet", "/tools/personalize.dll", .. arguments], environment);
        await container.ReadToEnd();
        return (container.process.ExitCode, container.Output);
    }

    /// <summary>Waits until it says where HTTP listens.</summary>
    public async Task<Uri> Address()
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Note(line);
            if (line.StartsWith("http  ", StringComparison.Ordinal))
            {
                return new Uri(line[6..]);
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        throw new InvalidOperationException($"The entry point ended with {process.ExitCode}:\n{Output}");
    }

    /// <summary>What the kernel says of it in a file of <c>/proc</c>.</summary>
    public string Kernel(string file) => File.ReadAllText($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/{file}");

    /// <summary>Files in a folder as it sees it.</summary>
    public IEnumerable<string> Files(string folder) => Directory.EnumerateFileSystemEntries($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/root{folder}");

    /// <summary>Asks it to stop as a supervisor does, and waits for the end.</summary>
    public async Task<int> Terminate()
    {
        await Command.Do("/", "kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        await ReadToEnd();
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
        root.Dispose();
    }

    private async Task ReadToEnd()
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Note(line);
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private void Note(string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Add(line);
            }
        }
    }
}
