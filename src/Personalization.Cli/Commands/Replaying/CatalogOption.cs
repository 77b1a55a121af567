using System.CommandLine;
using Google.Protobuf;
using Personalization.Grpc;
using Personalization.Grpc.V1;

namespace Personalization.Cli.Commands.Replaying;

/// <summary>The option that names another catalog: a folder, or the hash of a published version.</summary>
internal sealed class CatalogOption(string description, bool isRequired)
{
    private readonly Option<string?> catalog = new("--catalog") { Description = description, Required = isRequired };

    /// <summary>Makes the option part of a command.</summary>
    public void AddTo(Command command) => command.Add(catalog);

    /// <summary>Puts it into a request.</summary>
    /// <exception cref="UsageException">It is neither a folder nor the beginning of a hash.</exception>
    public async Task Read(ParseResult parsed, GrpcClient client, ReplayStartRequest request, CancellationToken cancellation)
    {
        if (parsed.GetValue(catalog) is not { } named)
        {
            return;
        }

        if (Directory.Exists(named))
        {
            request.CatalogArchive = UnsafeByteOperations.UnsafeWrap(CatalogPack.Pack(named));
            return;
        }

        request.CatalogHash = named.Length > 0 && named.All(char.IsAsciiHexDigitLower)
            ? await CatalogCommand.Complete(client, named, cancellation)
            : throw new UsageException($"--catalog {named} is neither a folder nor the hash of a published version; `personalize catalog versions` lists those.");
    }
}
