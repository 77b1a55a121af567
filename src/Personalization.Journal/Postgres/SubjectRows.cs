using Npgsql;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Postgres;

/// <summary>The columns that name a subject.</summary>
internal static class SubjectRows
{
    /// <summary>The condition that a row of <c>subject AS s</c> is the subject of the first four parameters.</summary>
    public const string IsAsked = "(s.hash, s.tenant, s.kind, s.key) = ($1, $2, $3, $4)";

    /// <summary>Adds the four parameters.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, in SubjectKey subject)
    {
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = (long)subject.StableHash() });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = subject.Tenant.Value });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)subject.Kind });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = subject.Id });
        return command;
    }

    /// <summary>Adds one more parameter.</summary>
    public static NpgsqlCommand With<T>(this NpgsqlCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return command;
    }

    /// <summary>Reads tenant, kind and key from a row.</summary>
    public static SubjectKey Read(NpgsqlDataReader row, int tenant) =>
        new(new TenantId(row.GetString(tenant)), (SubjectKind)row.GetInt16(tenant + 1), row.GetString(tenant + 2));
}
