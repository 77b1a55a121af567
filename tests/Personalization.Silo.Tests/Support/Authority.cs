using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Personalization.Silo.Tests.Support;

/// <summary>Issues certificates, as the authority of one cluster.</summary>
internal sealed class Authority : IDisposable
{
    private readonly DateTimeOffset from = DateTimeOffset.UtcNow.AddHours(-1), until = DateTimeOffset.UtcNow.AddHours(1);
    private readonly X509Certificate2 own;
    private readonly string folder;
    private readonly string name;

    public Authority(string folder, string name)
    {
        (this.folder, this.name) = (folder, name);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        own = request.CreateSelfSigned(from, until);
    }

    public void Dispose() => own.Dispose();

    /// <summary>A certificate for a member, with its key.</summary>
    public X509Certificate2 Issue(string member)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={member}", key, HashAlgorithmName.SHA256);
        using var issued = request.Create(own, from, until, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>The flags with which a silo is a member.</summary>
    public string[] Flags()
    {
        using var certificate = Issue("silo");
        return
        [
            "--cluster-tls-cert", Write("crt", certificate.ExportCertificatePem()),
            "--cluster-tls-key", Write("key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
            "--cluster-ca", Write("ca", own.ExportCertificatePem()),
        ];
    }

    private string Write(string ending, string pem)
    {
        var path = Path.Combine(folder, $"{name}.{ending}");
        File.WriteAllText(path, pem);
        return path;
    }
}
