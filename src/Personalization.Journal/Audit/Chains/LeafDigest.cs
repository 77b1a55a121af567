using System.Buffers.Binary;
using Personalization.Core.Codecs;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Audit.Chains;

/// <summary>Makes the digest of a decision: <c>SHA-256(tag ‖ salt ‖ tenant ‖ subject ‖ version ‖ record)</c>. One thread at a time.</summary>
/// <remarks>
/// The record is written anew by <see cref="EventCodec"/>, so the digest is the same whichever journal keeps the decision and however it packs it.
/// Without the salt nobody can find the person by trying ids: a digest whose salt was destroyed says nothing about anybody.
/// </remarks>
internal sealed class LeafDigest : IDisposable
{
    /// <summary>Bytes of a salt: too many to be tried.</summary>
    public const int SaltBytes = 16;

    private readonly ByteWriter content = new();

    private static ReadOnlySpan<byte> Tag => "personalization/audit/decision/1\0"u8;

    /// <summary>The digest of a decision under a salt.</summary>
    public AuditHash Of(UInt128 salt, in StoredEvent decision)
    {
        Span<byte> salted = stackalloc byte[SaltBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(salted, salt);
        content.Clear();
        content.Raw(Tag);
        content.Raw(salted);
        content.Text(decision.Subject.Tenant.Value);
        content.Byte((byte)decision.Subject.Kind);
        content.Text(decision.Subject.Id);
        content.Unsigned((ulong)decision.Version);
        EventCodec.Write(content, decision.Event);
        return AuditHash.Of(content.Written);
    }

    /// <inheritdoc/>
    public void Dispose() => content.Dispose();
}
