using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Gateway.Profiles;

namespace Personalization.Gateway.Residency;

/// <summary>Writes a transfer line by line and counts and hashes what it has written. Format: docs/formats/transfer.md.</summary>
internal sealed class TransferWriter : IDisposable
{
    /// <summary>The version of the format.</summary>
    public const int Format = 1;

    private readonly ArrayBufferWriter<byte> line = new();
    private readonly Utf8JsonWriter json;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly EventBytes encoding = new();
    private long events;

    public TransferWriter() => json = new Utf8JsonWriter(line);

    /// <summary>The first line: who it is.</summary>
    public ReadOnlyMemory<byte> Head(SubjectKey subject)
    {
        Begin("subject");
        json.WriteNumber("format"u8, Format);
        json.WriteString("kind"u8, ProfileWriter.KindName(subject.Kind));
        json.WriteString("id"u8, subject.Id);
        return End(isHashed: true);
    }

    /// <summary>A line with an event.</summary>
    public ReadOnlyMemory<byte> Write(long version, Event one)
    {
        var bytes = encoding.Write(one);
        Begin("event");
        json.WriteNumber("version"u8, version);
        json.WriteString("hash"u8, StableHash.Of(bytes).ToString("x16", null));
        json.WriteBase64String("event"u8, bytes);
        events++;
        return End(isHashed: true);
    }

    /// <summary>The last line: how many, the hash of all lines before, and what they fold to.</summary>
    public ReadOnlyMemory<byte> Finish(FoldProof? fold)
    {
        Begin("end");
        json.WriteNumber("events"u8, events);
        json.WriteString("sha256"u8, Convert.ToHexStringLower(hash.GetCurrentHash()));
        json.WriteString("plan"u8, fold?.Plan);
        json.WriteString("profile"u8, fold?.Profile);
        return End(isHashed: false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        json.Dispose();
        hash.Dispose();
        encoding.Dispose();
    }

    private void Begin(string record)
    {
        line.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteString("record"u8, record);
    }

    private ReadOnlyMemory<byte> End(bool isHashed)
    {
        json.WriteEndObject();
        json.Flush();
        line.Write("\n"u8);
        if (isHashed)
        {
            hash.AppendData(line.WrittenSpan);
        }

        return line.WrittenMemory;
    }
}
