namespace Personalization.Hosting.Settings;

/// <summary>The names of the flags that name the files of one kind of TLS; without dashes.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Key">Its private key.</param>
/// <param name="Authority">Who issues the certificates of the other side.</param>
public sealed record TlsFlags(string Certificate, string Key, string Authority)
{
    /// <summary>TLS to clients.</summary>
    public static TlsFlags Clients { get; } = new("tls-cert", "tls-key", "client-ca");
}
