using System.Security.Cryptography;

namespace Personalization.Deploy.Tests.Support;

/// <summary>The npm packages of <c>Schemas/</c>, installed among the build results once for each content of the lock file.</summary>
public sealed class NodeModules : IDisposable
{
    private const string Source = "tests/Personalization.Deploy.Tests/Schemas";

    private readonly SemaphoreSlim once = new(1);

    /// <summary>The folder that they are installed in. The test is skipped where there is no Node.js.</summary>
    public async Task<string> Folder()
    {
        Assert.SkipWhen(Command.Find("node") is null || Command.Find("npm") is null, "Node.js or npm is not installed.");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Repository.PathOf(Source + "/package-lock.json"))))[..16];
        var folder = Repository.PathOf("artifacts/manifest-schemas/" + hash);
        await once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (!Directory.Exists(folder))
            {
                await Install(folder);
            }
        }
        finally
        {
            once.Release();
        }

        return folder;
    }

    public void Dispose() => once.Dispose();

    /// <summary>Beside its place and then into it, so that what is there is whole.</summary>
    private static async Task Install(string folder)
    {
        var parts = folder + "-" + Path.GetRandomFileName();
        Directory.CreateDirectory(parts);
        foreach (var name in (string[])["package.json", "package-lock.json", ".npmrc"])
        {
            File.Copy(Repository.PathOf($"{Source}/{name}"), Path.Combine(parts, name));
        }

        try
        {
            await Command.Do(parts, "npm", "ci", "--silent");
        }
        catch
        {
            Directory.Delete(parts, recursive: true);
            throw;
        }

        Directory.Move(parts, folder);
    }
}
