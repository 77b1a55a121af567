using System.Buffers;

namespace Personalization.Grpc;

/// <summary>Names and values beside a call's messages: request headers, response headers or trailers, in order of arrival.</summary>
/// <remarks>Rules of names and values: PROTOCOL-HTTP2.md of the gRPC specification, "Custom-Metadata".</remarks>
public sealed class Metadata
{
    /// <summary>The ending of names whose values are bytes.</summary>
    public const string BinarySuffix = "-bin";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz_-.");

    private readonly List<MetadataEntry> _entries = [];

    /// <summary>All entries, in order.</summary>
    public IReadOnlyList<MetadataEntry> Entries => _entries;

    /// <summary>Adds a text value.</summary>
    /// <param name="key">Name of <c>0-9 a-z _ - .</c>, not ending in <c>-bin</c> and not starting with <c>grpc-</c>.</param>
    /// <param name="value">Printable ASCII.</param>
    /// <returns>This, so that several can be added in one expression.</returns>
    /// <exception cref="ArgumentException">The name or the value cannot travel in a header.</exception>
    public Metadata Add(string key, string value)
    {
        CheckKey(key, binary: false);
        if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            throw new ArgumentException($"The value of '{key}' is not printable ASCII.", nameof(value));
        _entries.Add(new MetadataEntry(key, value));
        return this;
    }

    /// <summary>Adds bytes.</summary>
    /// <param name="key">Name of <c>0-9 a-z _ - .</c> ending in <c>-bin</c> and not starting with <c>grpc-</c>.</param>
    /// <param name="value">Any bytes.</param>
    /// <returns>This, so that several can be added in one expression.</returns>
    /// <exception cref="ArgumentException">The name cannot travel in a header.</exception>
    public Metadata Add(string key, ReadOnlySpan<byte> value)
    {
        CheckKey(key, binary: true);
        _entries.Add(new MetadataEntry(key, BinaryHeader.Encode(value)));
        return this;
    }

    /// <summary>The first text value of a name, or null. Names are compared exactly; all are lower-case.</summary>
    public string? Get(string key)
    {
        foreach (var entry in _entries)
            if (entry.Key == key)
                return entry.Text;
        return null;
    }

    /// <summary>The first value of a binary name, or null when it is missing or not base64.</summary>
    public byte[]? GetBytes(string key) => Get(key) is { } text ? BinaryHeader.TryDecode(text) : null;

    /// <summary>Takes an entry as it came from the wire; several binary values in one header become several entries.</summary>
    internal void AddReceived(string key, string value)
    {
        if (!key.EndsWith(BinarySuffix, StringComparison.Ordinal))
        {
            _entries.Add(new MetadataEntry(key, value));
            return;
        }
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
            _entries.Add(new MetadataEntry(key, part));
    }

    private static void CheckKey(string key, bool binary)
    {
        if (key.Length == 0 || key.AsSpan().ContainsAnyExcept(KeyCharacters))
            throw new ArgumentException($"'{key}' is not a metadata name: use 0-9 a-z _ - and dots.", nameof(key));
        if (key.StartsWith("grpc-", StringComparison.Ordinal))
            throw new ArgumentException($"'{key}' is reserved: names starting with grpc- are the protocol's.", nameof(key));
        if (key.EndsWith(BinarySuffix, StringComparison.Ordinal) != binary)
            throw new ArgumentException($"'{key}': exactly the names of binary values end in {BinarySuffix}.", nameof(key));
    }
}
