using Microsoft.Extensions.DependencyInjection;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Puts the erasure of subjects into a container.</summary>
public static class ErasureServices
{
    /// <summary>
    /// Adds it, and what a start does again of it. Needs <see cref="Journal.Erasures.ErasureLedger"/>, <see cref="Grains.ISubjectClosure"/>, <see cref="Journal.Audit.Sealing.AuditSealer"/>
    /// and <see cref="Projections.Notices.IChangeNotices"/> beside what the gateway needs. A host without it answers that it cannot erase.
    /// </summary>
    public static IServiceCollection AddErasure(this IServiceCollection services) => services.AddSingleton<SubjectErasure>().AddHostedService<ErasureService>();
}
