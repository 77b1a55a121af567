using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Journal.Postgres;

/// <summary>One numbered step of the schema; once released it is never changed.</summary>
/// <param name="Number">Its place in the order, from 1 without a gap.</param>
/// <param name="Name">Its file's name.</param>
/// <param name="Script">Its statements, with <c>{schema}</c> where the schema's name goes.</param>
internal sealed record Migration(int Number, string Name, string Script)
{
    private const string Folder = ".Postgres.Migrations.";

    /// <summary>All of them in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    /// <summary>SHA-256 of the script in hexadecimal: the database remembers which script made it.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    private static Migration[] Load()
    {
        var assembly = typeof(Migration).Assembly;
        return [.. from resource in assembly.GetManifestResourceNames()
                   let at = resource.IndexOf(Folder, StringComparison.Ordinal)
                   where at >= 0
                   let name = resource[(at + Folder.Length)..]
                   orderby name
                   select new Migration(int.Parse(name.AsSpan(0, 4)), name, Read(assembly, resource))];
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        // A checkout may have turned the line ends around.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
