using Personalization.Core.Decisions;
using Personalization.Core.Events;
using Personalization.Core.Subjects;

namespace Personalization.Grains.Embedded;

/// <summary>Finds the record that a decision id names.</summary>
internal static class ServedLookup
{
    /// <summary>The record, waiting for its commit where it is under way; null where there is none of this tenant.</summary>
    public static async ValueTask<ServedRecord?> Find(EmbeddedContext context, TenantId tenant, string decisionId, CancellationToken cancellation)
    {
        if (!DecisionId.TryParse(decisionId, out var id) || id.IsPeek)
        {
            return null;
        }

        foreach (var subject in await context.Journal.FindSubjects(id.SubjectHash, cancellation).ConfigureAwait(false))
        {
            if (subject.Tenant == tenant
                && await context.ReadDurable(subject, id.Version, cancellation).ConfigureAwait(false) is Served served
                && string.Equals(served.Id, decisionId, StringComparison.Ordinal))
            {
                return new ServedRecord(subject, id.Version, served);
            }
        }

        return null;
    }
}
