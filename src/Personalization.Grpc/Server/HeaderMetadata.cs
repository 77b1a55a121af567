using Microsoft.AspNetCore.Http;

namespace Personalization.Grpc;

/// <summary>Between metadata and the headers of a request or response.</summary>
internal static class HeaderMetadata
{
    public static Metadata Read(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            if (!Headers.IsMetadata(name))
                continue;
            foreach (var value in values)
                metadata.AddReceived(name.ToLowerInvariant(), value ?? string.Empty);
        }
        return metadata;
    }

    public static void Write(Metadata? metadata, IHeaderDictionary headers)
    {
        if (metadata is null)
            return;
        foreach (var entry in metadata.Entries)
            headers.Append(entry.Key, entry.Text);
    }
}
