using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>Makes TLS on a connection and tells apart why it cannot be had.</summary>
internal static class TlsHandshake
{
    /// <param name="seen">Is told the certificate, whether it is good or not.</param>
    public static async Task<Stream> MakeAsync(
        Stream connection,
        string host,
        X509Certificate2Collection? authorities,
        Action<X509Certificate2> seen,
        CancellationToken cancellationToken)
    {
        ConnectionRefusedException? refusal = null;
        var tls = new SslStream(connection, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new()
                {
                    TargetHost = host,
                    ApplicationProtocols = [SslApplicationProtocol.Http11],

                    // What clients of today speak, whatever this machine's own settings are.
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    CertificateChainPolicy = Policy(authorities),
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                    {
                        if (certificate is X509Certificate2 full) seen(full);
                        refusal = Judge(host, certificate, chain, errors);
                        return refusal is null;
                    },
                },
                cancellationToken);
            return tls;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            await tls.DisposeAsync();
            throw refusal ?? new(ExchangeOutcome.TlsFailed, $"no TLS with {host}: {e.Message}");
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    // The certificate names URLs to fetch issuers and revocations from: a stranger's URLs, which are not asked.
    private static X509ChainPolicy Policy(X509Certificate2Collection? authorities)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        if (authorities is null) return policy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }

    private static ConnectionRefusedException? Judge(
        string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return null;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || certificate is null)
            return new(ExchangeOutcome.TlsFailed, $"{host} shows no certificate");
        var problems = (chain?.ChainStatus ?? [])
            .Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if ((problems & ~X509ChainStatusFlags.NotTimeValid) != X509ChainStatusFlags.NoError)
            return new(ExchangeOutcome.TlsUntrusted, $"the certificate of {host} is not trusted: {problems}, issued by "
                + certificate.Issuer);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return new(ExchangeOutcome.TlsWrongHost, $"the certificate of {host} is that of {certificate.Subject}");
        return new(ExchangeOutcome.TlsExpired, $"the certificate of {host} is good from "
            + $"{certificate.GetEffectiveDateString()} to {certificate.GetExpirationDateString()}");
    }
}
