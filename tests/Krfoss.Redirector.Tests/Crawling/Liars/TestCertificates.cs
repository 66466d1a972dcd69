using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>An authority that the tests trust, and the certificates that it and others sign.</summary>
internal static class TestCertificates
{
    public const string AuthorityName = "CN=Test CA 1, O=Honest Certificates";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly X509Certificate2 Authority = MakeAuthority(AuthorityName);
    private static readonly X509Certificate2 Stranger = MakeAuthority("CN=Test CA 2, O=Domain Parking");

    public static X509Certificate2Collection Authorities { get; } = [Authority, Stranger];

    public static SslServerAuthenticationOptions Good(string host) => Signed(host, Now.AddYears(1), Authority);

    /// <summary>As good, from another authority: whoever takes over a name gets a certificate of his own.</summary>
    public static SslServerAuthenticationOptions OfStranger(string host) => Signed(host, Now.AddYears(1), Stranger);

    public static SslServerAuthenticationOptions EndingSoon(string host) => Signed(host, Now.AddDays(5), Authority);

    public static SslServerAuthenticationOptions Expired(string host) => Signed(host, Now.AddDays(-1), Authority);

    public static SslServerAuthenticationOptions SelfSigned(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Options(RequestFor(host, key).CreateSelfSigned(Now.AddDays(-10), Now.AddYears(1)));
    }

    private static SslServerAuthenticationOptions Signed(string host, DateTimeOffset end, X509Certificate2 by)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var serial = RandomNumberGenerator.GetBytes(8);
        using var bare = RequestFor(host, key).Create(by, Now.AddDays(-10), end, serial);
        return Options(bare.CopyWithPrivateKey(key));
    }

    private static CertificateRequest RequestFor(string host, ECDsa key)
    {
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(Now.AddDays(-20), Now.AddYears(2));
    }

    private static SslServerAuthenticationOptions Options(X509Certificate2 certificate) =>
        new() { ServerCertificate = certificate };
}
