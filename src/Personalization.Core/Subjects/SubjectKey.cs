using System.Text;

namespace Personalization.Core.Subjects;

/// <summary>The name of one subject: tenant, kind and the id its product gave it. One grain owns each.</summary>
/// <param name="Tenant">Whose subject it is.</param>
/// <param name="Kind">User, account or anonymous visitor.</param>
/// <param name="Id">The sender's id, 1 to <see cref="IdCharsMax"/> characters.</param>
public readonly record struct SubjectKey(TenantId Tenant, SubjectKind Kind, string Id)
{
    /// <summary>The longest id. Ids are keys of every index; UUIDs, e-mail hashes and ULIDs fit many times over.</summary>
    public const int IdCharsMax = 200;

    /// <summary>A 64-bit stable hash of the whole key. Stored in indexes and in decision ids; a hit is confirmed on the key itself.</summary>
    public ulong StableHash()
    {
        Span<byte> bytes = stackalloc byte[1024];
        var needed = Encoding.UTF8.GetMaxByteCount(Tenant.Value.Length + Id.Length) + 2;
        if (needed > bytes.Length)
        {
            bytes = new byte[needed];
        }

        var length = Encoding.UTF8.GetBytes(Tenant.Value, bytes);
        bytes[length++] = 0;
        bytes[length++] = (byte)Kind;
        length += Encoding.UTF8.GetBytes(Id, bytes[length..]);
        return Core.StableHash.Of(bytes[..length]);
    }

    /// <summary>The form for logs and messages: <c>acme/production:user:u1</c>.</summary>
    public override string ToString() => $"{Tenant.Value}:{Kind.ToString().ToLowerInvariant()}:{Id}";
}
