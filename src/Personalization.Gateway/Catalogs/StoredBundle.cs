using System.Security.Cryptography;
using Personalization.Core.Catalogs;

namespace Personalization.Gateway.Catalogs;

/// <summary>A bundle as the control store gives it back.</summary>
public static class StoredBundle
{
    /// <summary>Compares what was stored with its name: a bundle that has changed on the disk may still be canonical, and must decide nothing.</summary>
    /// <param name="hash">The name that it is stored under: the SHA-256 of its content.</param>
    /// <param name="bundle">What is stored.</param>
    /// <returns>The bundle.</returns>
    /// <exception cref="InvalidDataException">It has another content.</exception>
    public static byte[] Checked(CatalogHash hash, byte[] bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(bundle)), hash.Value, StringComparison.Ordinal)
            ? bundle
            : throw new InvalidDataException($"The control store is damaged: the stored catalog {hash.Short} has another content than its name says. Restore it from a backup.");
    }
}
