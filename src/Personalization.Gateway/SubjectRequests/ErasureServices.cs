using Microsoft.Extensions.DependencyInjection;
using Personalization.Journal.Erasures;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>Puts the erasure of subjects into a container.</summary>
public static class ErasureServices
{
    /// <summary>
    /// Adds it, and what a start does again of it. Needs <see cref="IErasureLedger"/>, <see cref="Grains.ISubjectMemory"/>, <see cref="Journal.Audit.Sealing.AuditSealer"/>
    /// and <see cref="Projections.Notices.IChangeNotices"/> beside what the gateway needs. A host without it answers that it cannot erase.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="isAlone">Whether no other process remembers subjects: then it is done before anything starts, else when all others can be told and before calls are taken.</param>
    public static IServiceCollection AddErasure(this IServiceCollection services, bool isAlone) => services
        .AddSingleton<UndoneErasures>()
        .AddSingleton<SubjectErasure>()
        .AddHostedService(all => ActivatorUtilities.CreateInstance<ErasureService>(all, isAlone));
}
