using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Personalization.Gateway.Tests.Catalogs;

/// <summary>Makes archives, good ones and others.</summary>
internal static class Packing
{
    /// <summary>A catalog of one surface with one action, whose text says which catalog it is.</summary>
    public static (string Path, string Text)[] Catalog(string title = "first", string properties = "code: {type: string}") =>
    [
        ("catalog.yaml", "catalog: { name: packed }\n"),
        ("model/events.yaml", $"events:\n  broke:\n    properties:\n      type: object\n      properties:\n        {properties}\n"),
        ("model/actions.yaml", $"surfaces:\n  home: {{ channel: in_app, max: 1 }}\nactions:\n  hello:\n    kind: card\n    surfaces: [home]\n    audience: \"true\"\n    priority: 10\n    content: {{ en: {{ title: {title} }} }}\n    why: {{ en: Because. }}\n"),
    ];

    public static byte[] TarGz(params (string Path, string Text)[] files) =>
        TarGz(tar => Array.ForEach(files, file => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file.Path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file.Text)) })));

    public static byte[] TarGz(Action<TarWriter> write)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        using (var tar = new TarWriter(gzip))
        {
            write(tar);
        }

        return bytes.ToArray();
    }

    public static byte[] Zip(params (string Path, string Text)[] files) => Zip(zip => Array.ForEach(files, file =>
    {
        using var stream = zip.CreateEntry(file.Path).Open();
        stream.Write(Encoding.UTF8.GetBytes(file.Text));
    }));

    public static byte[] Zip(Action<ZipArchive> write)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            write(zip);
        }

        return bytes.ToArray();
    }
}
