using System.Text.Json;

namespace Personalization.Gateway.Residency;

/// <summary>What came of a transfer.</summary>
/// <param name="Events">How many events it had; all of them are durable, at the versions that they had.</param>
/// <param name="Added">How many of them were new.</param>
/// <param name="Digest">SHA-256 of all that travelled.</param>
/// <param name="IsProfileCompared">Whether the profile was compared, and is the same byte for byte; not where the regions have different catalogs or programs, or where the subject has gone on since.</param>
internal sealed record TransferReceipt(int Events, int Added, string Digest, bool IsProfileCompared)
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter writer, TransferReceipt receipt)
    {
        writer.WriteStartObject();
        writer.WriteNumber("events"u8, receipt.Events);
        writer.WriteNumber("added"u8, receipt.Added);
        writer.WriteString("sha256"u8, receipt.Digest);
        writer.WriteString("profile"u8, receipt.IsProfileCompared ? "identical"u8 : "not_compared"u8);
        writer.WriteEndObject();
    }
}
