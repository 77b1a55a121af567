using Personalization.Core.Subjects;

namespace Personalization.Grains;

/// <summary>The port to the records of served decisions.</summary>
public interface IServedRecords
{
    /// <summary>Finds the record of a decision; one that is on its way to the disk is waited for.</summary>
    /// <param name="tenant">Whose decision it is.</param>
    /// <param name="decisionId">The decision's id.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Null where this tenant has served no decision under this id.</returns>
    ValueTask<ServedRecord?> FindServed(TenantId tenant, string decisionId, CancellationToken cancellation);
}
