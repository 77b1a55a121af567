using System.Buffers.Binary;
using System.Text;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Audit.Chains;

/// <summary>The hashes that tie decisions to their order: <c>h(0) = SHA-256(tag ‖ tenant)</c>, <c>h(n) = SHA-256(tag ‖ h(n-1) ‖ n ‖ position ‖ digest)</c>.</summary>
internal static class ChainLink
{
    private static ReadOnlySpan<byte> StartTag => "personalization/audit/chain/1\0"u8;

    private static ReadOnlySpan<byte> LinkTag => "personalization/audit/link/1\0"u8;

    /// <summary>The hash before the first decision. The tenant is in it, so that no chain can be passed off as another's.</summary>
    public static AuditHash Start(TenantId tenant) => AuditHash.Of([.. StartTag, .. Encoding.UTF8.GetBytes(tenant.Value)]);

    /// <summary>The hash after one more decision.</summary>
    public static AuditHash Next(in AuditHash previous, in AuditLeaf leaf)
    {
        Span<byte> content = stackalloc byte[LinkTag.Length + AuditHash.Bytes + 8 + 8 + AuditHash.Bytes];
        LinkTag.CopyTo(content);
        var rest = content[LinkTag.Length..];
        previous.Write(rest);
        BinaryPrimitives.WriteInt64LittleEndian(rest[AuditHash.Bytes..], leaf.Decision);
        BinaryPrimitives.WriteInt64LittleEndian(rest[(AuditHash.Bytes + 8)..], leaf.Position);
        leaf.Digest.Write(rest[(AuditHash.Bytes + 16)..]);
        return AuditHash.Of(content);
    }
}
