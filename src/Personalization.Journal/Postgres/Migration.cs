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
    /// <summary>Those of the journal's schema, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load(".Postgres.Migrations.");

    /// <summary>Those of the cluster's schema, in order.</summary>
    public static IReadOnlyList<Migration> Cluster { get; } = Load(".Postgres.Cluster.Migrations.");

    /// <summary>Those of the ledger's schema, in order.</summary>
    public static IReadOnlyList<Migration> Ledger { get; } = Load(".Postgres.Ledger.Migrations.");

    /// <summary>SHA-256 of the script in hexadecimal: the database remembers which script made it.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    /// <summary>The statements for a schema.</summary>
    public string ScriptFor(SchemaName schema) => Script.Replace("{schema}", schema.Name, StringComparison.Ordinal);

    private static Migration[] Load(string folder)
    {
        var assembly = typeof(Migration).Assembly;
        return [.. from resource in assembly.GetManifestResourceNames()
                   let at = resource.IndexOf(folder, StringComparison.Ordinal)
                   where at >= 0
                   let name = resource[(at + folder.Length)..]
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
