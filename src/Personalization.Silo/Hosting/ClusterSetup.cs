using Orleans.Configuration;
using Orleans.Connections.Security;
using Personalization.Cluster.Hosting;
using Personalization.Cluster.Replays;
using Personalization.Cluster.Storage;
using Personalization.Cluster.Wire;
using Personalization.Grains.Embedded;
using Personalization.Hosting.Settings;
using Personalization.Journal.Postgres.Cluster;
using Personalization.Silo.Settings;

namespace Personalization.Silo.Hosting;

/// <summary>Makes the process a silo of its cluster, or a gateway to it.</summary>
internal static class ClusterSetup
{
    /// <summary>Adds one or the other.</summary>
    public static void Add(WebApplicationBuilder builder, SiloSettings settings, ClusterSchema members)
    {
        builder.Services.AddSingleton(new WireVersions(TimeProvider.System, settings.Wire));
        var subjects = new EmbeddedHostOptions { Retention = settings.Retention };
        if (settings.IsGatewayOnly)
        {
            builder.UseOrleansClient(client => Configure(client, settings, members).AddSubjects(subjects, TimeProvider.System).AddChangeNotices().AddReplayDirectory());
        }
        else
        {
            builder.UseOrleans(silo => Configure(silo, settings, members).AddSubjects(subjects, TimeProvider.System).AddChangeNotices().AddReplayDirectory());
        }
    }

    private static ISiloBuilder Configure(ISiloBuilder silo, SiloSettings settings, ClusterSchema members)
    {
        silo.UsePostgres(members)
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId))
            .Configure<ClusterMembershipOptions>(membership => Configure(membership, settings.Probe))
            .ConfigureEndpoints(settings.Advertised, settings.SiloPort, settings.GatewayPort);
        if (settings.ClusterTls is { } tls)
        {
            silo.UseTls(options => Configure(options, tls));
        }

        silo.Services.AddSingleton<ICluster, Membership>();
        return silo;
    }

    private static IClientBuilder Configure(IClientBuilder client, SiloSettings settings, ClusterSchema members)
    {
        var links = new GatewayLinks();
        client.UsePostgres(members)
            .Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId))
            .Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = Limits.GatewaysPeriod)
            .AddGatewayCountChangedHandler(links.Changed)
            .UseConnectionRetryFilter<FirstSilo>();
        if (settings.ClusterTls is { } tls)
        {
            client.UseTls(options => Configure(options, tls));
        }

        client.Services.AddSingleton<ICluster>(links);
        return client;
    }

    private static void Configure(ClusterMembershipOptions membership, TimeSpan probe)
    {
        membership.ProbeTimeout = probe;
        membership.NumMissedProbesLimit = Limits.ProbesMissedMax;
        membership.NumVotesForDeathDeclaration = Limits.Votes;

        // Orleans 10.2.2 gives the go-between as long to probe as it waits for the go-between's answer. Where packets are lost in silence, as behind a pulled cable,
        // both waits end at once, the probe counts for nothing, and nobody is ever declared dead.
        membership.EnableIndirectProbes = false;
        membership.TableRefreshTimeout = Limits.MembersPeriod;
        membership.IAmAliveTablePublishTimeout = Limits.AlivePeriod;
        membership.NumMissedTableIAmAliveLimit = Limits.AliveMissedMax;
        membership.MaxJoinAttemptTime = Limits.JoinPatience + (probe * Limits.JoinProbes);
        membership.DefunctSiloExpiration = Limits.DefunctAfter;
        membership.DefunctSiloCleanupPeriod = Limits.DefunctPeriod;
    }

    /// <summary>Both sides show a certificate, and each asks only who issued the other's: silos come and go under addresses that no certificate could name.</summary>
    private static void Configure(TlsOptions options, TlsCertificates tls)
    {
        options.LocalCertificate = tls.Certificate;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, _, _) => tls.IsIssuedByAuthority(certificate);
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = tls.Certificate.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.DnsName, forIssuer: false);
    }
}
