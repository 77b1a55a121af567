using System.Security.Cryptography;
using System.Text;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The text of keys: <c>pk_&lt;tenant&gt;_&lt;32 random characters&gt;</c>, 160 bits that nobody can guess, so a plain hash of it is safe to store.</summary>
internal static class KeyText
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";
    private const int RandomChars = 32, IdChars = 10;

    /// <summary>A new key's text; the tenant in it tells people which key they hold, and means nothing to the server.</summary>
    public static string New(TenantId tenant) => $"pk_{tenant.Value.Replace('/', '-')}_{RandomNumberGenerator.GetString(Base32, RandomChars)}";

    /// <summary>A new key's id.</summary>
    public static string NewId() => $"k_{RandomNumberGenerator.GetString(Base32, IdChars)}";

    /// <summary>What is stored of a key's text.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
