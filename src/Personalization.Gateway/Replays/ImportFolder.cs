using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.Problems;
using Personalization.Grains;
using Personalization.Replay.Backfilling;

namespace Personalization.Gateway.Replays;

/// <summary>The files that a tenant may load: those below its own folder, and nothing that a name or a link leads to elsewhere.</summary>
internal sealed class ImportFolder(ReplayStorage storage)
{
    /// <summary>Finds a file.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="name">Its name below the tenant's folder, with forward slashes.</param>
    /// <param name="path">Where it lies.</param>
    /// <returns>Null, or what is wrong: <c>unsafe_name</c>, <c>unknown_file</c>.</returns>
    public Problem? Find(TenantId tenant, string name, out string path)
    {
        path = Path.Combine(storage.Imports, tenant.Value);
        var parts = name.Split('/');
        if (name.Length > Limits.ImportNameChars || Array.Exists(parts, part => part is "" or "." or ".." || part.AsSpan().ContainsAny('\\', '\0', ':')))
        {
            return new Problem(ProblemCodes.UnsafeName, "/importFile", "Give the file's name below the tenant's folder for imports, such as 2025/events.ndjson.gz.");
        }

        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                return new Problem(ProblemCodes.UnsafeName, "/importFile", "A link is not followed: put the file itself there.");
            }
        }

        // Opening a pipe would wait for whoever writes to it.
        return FileIdentity.Of(path) is { IsFile: true } ? null : new Problem(ProblemCodes.UnknownFile, "/importFile", $"There is no file '{name}' in imports/{tenant}/ of the server's data folder.");
    }

    /// <summary>Looks at a file, so that it is known again.</summary>
    /// <returns>By what, or what is wrong: <c>unsafe_name</c>, <c>unknown_file</c>.</returns>
    public Answer<FileFingerprint> Look(TenantId tenant, string name)
    {
        if (Find(tenant, name, out var path) is { } problem)
        {
            return problem;
        }

        try
        {
            using var file = File.OpenRead(path);
            return FileFingerprint.Of(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCodes.UnknownFile, "/importFile", $"The server may not read '{name}' in imports/{tenant}/ of its data folder, or it is gone.");
        }
    }
}
