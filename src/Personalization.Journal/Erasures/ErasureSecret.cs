using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Personalization.Core.Subjects;
using Personalization.Journal.Backups;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>The secret of a ledger: hides whom its entries are about, and finds them again. 32 random bytes, in a file that its owner alone may read or in a table.</summary>
internal sealed class ErasureSecret
{
    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;
    private readonly byte[] key;

    private ErasureSecret(byte[] key) => this.key = key;

    /// <summary>A new one.</summary>
    public static byte[] New() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>One that was kept somewhere.</summary>
    /// <param name="kept">Its bytes.</param>
    /// <param name="place">Where.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ErasureSecret Of(byte[] kept, string place) =>
        kept.Length == KeyBytes ? new ErasureSecret(kept) : throw new InvalidDataException($"{place} is no secret of a ledger of erasures. Put back the one that belongs to the ledger.");

    /// <summary>Reads the secret, or makes it.</summary>
    /// <exception cref="InvalidDataException">The file is no secret.</exception>
    public static ErasureSecret Open(IDisk disk, string path)
    {
        if (!disk.Exists(path))
        {
            WholeFile.Write(disk, path, New());
        }

        return Of(File.ReadAllBytes(path), path);
    }

    /// <summary>The name of a subject in the ledger.</summary>
    public string Digest(in SubjectKey subject) => Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[1, .. Write(subject)]));

    /// <summary>Seals a stable hash, or opens a sealed one.</summary>
    public ulong Seal(ulong hash, string entry) => hash ^ BinaryPrimitives.ReadUInt64LittleEndian(HMACSHA256.HashData(key, (byte[])[2, .. Encoding.UTF8.GetBytes(entry)]));

    /// <summary>Seals a subject (AES-256-GCM: nonce, text, tag).</summary>
    public byte[] Seal(in SubjectKey subject)
    {
        var plain = Write(subject);
        var result = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(CipherKey(), TagBytes);
        cipher.Encrypt(result.AsSpan(0, NonceBytes), plain, result.AsSpan(NonceBytes, plain.Length), result.AsSpan(NonceBytes + plain.Length));
        return result;
    }

    /// <summary>Opens a sealed subject.</summary>
    /// <exception cref="InvalidDataException">It was sealed by another secret, or is damaged.</exception>
    public SubjectKey Open(byte[] sealedSubject)
    {
        if (sealedSubject.Length < NonceBytes + TagBytes)
        {
            throw new InvalidDataException("The erasure that was begun is cut off.");
        }

        var plain = new byte[sealedSubject.Length - NonceBytes - TagBytes];
        try
        {
            using var cipher = new AesGcm(CipherKey(), TagBytes);
            cipher.Decrypt(sealedSubject.AsSpan(0, NonceBytes), sealedSubject.AsSpan(NonceBytes, plain.Length), sealedSubject.AsSpan(NonceBytes + plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException other)
        {
            throw new InvalidDataException("The erasure that was begun does not belong to the ledger's secret.", other);
        }

        return Read(plain);
    }

    private byte[] CipherKey() => HMACSHA256.HashData(key, (byte[])[3]);

    private static byte[] Write(in SubjectKey subject) => [.. Encoding.UTF8.GetBytes(subject.Tenant.Value), 0, (byte)subject.Kind, .. Encoding.UTF8.GetBytes(subject.Id)];

    private static SubjectKey Read(byte[] plain)
    {
        var end = Array.IndexOf(plain, (byte)0);
        return new SubjectKey(new TenantId(Encoding.UTF8.GetString(plain, 0, end)), (SubjectKind)plain[end + 1], Encoding.UTF8.GetString(plain, end + 2, plain.Length - end - 2));
    }
}
