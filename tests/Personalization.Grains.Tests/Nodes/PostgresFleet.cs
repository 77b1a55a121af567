using Personalization.Core.Subjects;
using Personalization.HostContract.Profiles;
using Personalization.Journal;
using Personalization.Journal.Postgres;

namespace Personalization.Grains.Tests.Nodes;

/// <summary>Several nodes in one process, each with a PostgreSQL journal of its own on the same schema.</summary>
internal static class PostgresFleet
{
    public static async ValueTask<HostUnderTest> Open(string connectionString, string schema, Func<SubjectKey, int> placeOf, ICatalogs catalogs, TimeProvider time, int liveMax = 1000)
    {
        var journals = new List<IJournal>();
        for (var at = 0; at < Places.Nodes; at++)
        {
            journals.Add(await PostgresJournal.Open(new PostgresJournalOptions { ConnectionString = connectionString, Schema = schema }));
        }

        var snapshots = await PostgresSnapshots.Open(connectionString, schema);
        return new Fleet(journals, snapshots, [snapshots], placeOf, catalogs, time, liveMax);
    }
}
