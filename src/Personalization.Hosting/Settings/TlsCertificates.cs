using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Personalization.Hosting.Settings;

/// <summary>What TLS is spoken with, read from files in PEM (RFC 7468).</summary>
/// <param name="Certificate">The server's certificate, with its private key.</param>
/// <param name="Chain">All certificates of its file.</param>
/// <param name="ClientAuthorities">Whose client certificates are required, or null for none.</param>
public sealed record TlsCertificates(X509Certificate2 Certificate, X509Certificate2Collection Chain, X509Certificate2Collection? ClientAuthorities)
{
    /// <summary>Reads the files that the flags name.</summary>
    /// <exception cref="SettingsException">One of them cannot be used; the message names its flag.</exception>
    public static TlsCertificates Read(TlsFlags flags, string certificate, string key, string? authority)
    {
        ArgumentNullException.ThrowIfNull(flags);
        var chain = Certificates(flags.Certificate, certificate);
        return new TlsCertificates(WithKey(flags, certificate, key), chain, authority is null ? null : Certificates(flags.Authority, authority));
    }

    /// <summary>Whether a certificate comes from one of <see cref="ClientAuthorities"/> and is good at this moment.</summary>
    public bool IsIssuedByAuthority(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(ClientAuthorities ?? []);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    private static X509Certificate2Collection Certificates(string flag, string path)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(Text(flag, path));
        }
        catch (CryptographicException damaged)
        {
            throw Refused(flag, path, $"a certificate in it cannot be read ({damaged.Message.TrimEnd('.')}).");
        }

        return certificates.Count > 0 ? certificates : throw Refused(flag, path, "it holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----.");
    }

    private static X509Certificate2 WithKey(TlsFlags flags, string certificate, string key)
    {
        var text = Text(flags.Key, key);
        if (text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw Refused(flags.Key, key, "it is locked with a password, which nobody could enter when the server starts; give it without one.");
        }

        if (!text.Contains(" PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw Refused(flags.Key, key, "it holds no private key in PEM, which begins with -----BEGIN PRIVATE KEY-----.");
        }

        try
        {
            return X509Certificate2.CreateFromPem(Text(flags.Certificate, certificate), text);
        }
        catch (Exception unfit) when (unfit is CryptographicException or ArgumentException)
        {
            throw Refused(flags.Key, key, $"it is damaged, or not the key of the certificate in --{flags.Certificate} {certificate}.");
        }
    }

    private static string Text(string flag, string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Refused(flag, path, $"it cannot be read ({unreadable.Message.TrimEnd('.')}).");
        }
    }

    private static SettingsException Refused(string flag, string path, string why) => new($"--{flag} {path}: {why}", SettingsException.Refused);
}
