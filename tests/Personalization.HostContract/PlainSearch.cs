using System.Diagnostics;
using System.Text;
using Npgsql;

namespace Personalization.HostContract;

/// <summary>Looks for texts in bytes, whatever those mean.</summary>
public static class PlainSearch
{
    /// <summary>The files below a folder that have one of the texts, each with the text.</summary>
    public static IReadOnlyList<string> In(string folder, params IEnumerable<string> texts) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).SelectMany(path => Found(Path.GetRelativePath(folder, path), Read(path), texts))];

    /// <summary>The tables of a database that have one of the texts, as a copy of the database would.</summary>
    public static async Task<IReadOnlyList<string>> InTables(string connectionString, params string[] texts)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        List<string> tables = [], found = [];
        await using (var list = new NpgsqlCommand("SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')", connection))
        await using (var rows = await list.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            {
                tables.Add(rows.GetString(0));
            }
        }

        Assert.NotEmpty(tables);
        foreach (var table in tables)
        {
            await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT binary)", TestContext.Current.CancellationToken);
            using var bytes = new MemoryStream();
            await copy.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            found.AddRange(Found(table, bytes.ToArray(), texts));
        }

        return found;
    }

    private static IEnumerable<string> Found(string place, byte[] bytes, IEnumerable<string> texts) =>
        texts.Where(text => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(text => $"{place}: {text}");

    private static byte[] Read(string path)
    {
        // By a program that asks for no lock: some files are held by the process that they belong to.
        using var reader = Process.Start(new ProcessStartInfo("cat", ["--", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var bytes = new MemoryStream();
        reader.StandardOutput.BaseStream.CopyTo(bytes);
        reader.WaitForExit();
        return bytes.ToArray();
    }
}
