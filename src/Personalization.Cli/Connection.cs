using System.CommandLine;
using Personalization.Grpc;

namespace Personalization.Cli;

/// <summary>The options that say which server to ask and with which key, shared by every command that asks one.</summary>
internal sealed class Connection
{
    private readonly Option<string> server = new("--server")
    {
        Description = "The server's gRPC address.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PERSONALIZATION_SERVER") ?? "http://127.0.0.1:8081",
    };

    private readonly Option<string?> key = new("--key")
    {
        Description = "The key; otherwise PERSONALIZATION_API_KEY, otherwise the file dev.key of the data folder.",
    };

    private readonly Option<DirectoryInfo?> data = new("--data")
    {
        Description = "The data folder of a server on this machine, to find its dev.key in; ./data and ./data/demo by default.",
    };

    /// <summary>Makes the options part of a command.</summary>
    public Command AddTo(Command command)
    {
        command.Add(server);
        command.Add(key);
        command.Add(data);
        return command;
    }

    /// <summary>Opens a client that sends the key with every call.</summary>
    /// <exception cref="UsageException">There is no key, or the address is none.</exception>
    public GrpcClient Open(ParseResult parsed)
    {
        var text = parsed.GetValue(server)!;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"--server {text} is no address. Write it like http://127.0.0.1:8081.");
        }

        try
        {
            return GrpcClient.For(address, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + FindKey(parsed)) });
        }
        catch (ArgumentException)
        {
            throw new UsageException("The key holds something else than visible ASCII characters. Was it copied whole?");
        }
    }

    /// <summary>These options as they are to be given again; of the key only the variable.</summary>
    public string Again(ParseResult parsed) => Cli.Again.Of(parsed, server, data) + Cli.Again.Secret(parsed, key, "PERSONALIZATION_API_KEY");

    private string FindKey(ParseResult parsed)
    {
        if ((parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("PERSONALIZATION_API_KEY")) is { Length: > 0 } given)
        {
            return given;
        }

        string[] folders = parsed.GetValue(data) is { } folder ? [folder.ToString()] : ["data", Path.Combine("data", "demo")];
        foreach (var file in folders.Select(folder => Path.Combine(folder, "dev.key")))
        {
            if (File.Exists(file))
            {
                return File.ReadAllText(file).Trim();
            }
        }

        throw new UsageException(
            $"There is no key, and no dev.key in {string.Join(" or ", folders)}. Give one with --key or PERSONALIZATION_API_KEY, or name the server's data folder with --data.");
    }
}
