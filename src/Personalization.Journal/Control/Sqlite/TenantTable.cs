using System.Text.RegularExpressions;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>The tenants of the server.</summary>
public sealed partial class TenantTable
{
    private readonly ControlConnection connection;
    private readonly TimeProvider clock;

    internal TenantTable(ControlConnection connection, TimeProvider clock)
    {
        this.connection = connection;
        this.clock = clock;
    }

    /// <summary>Makes a tenant.</summary>
    /// <returns>Null, or why not: <c>tenant_invalid</c>, <c>tenant_exists</c>.</returns>
    public Problem? Create(TenantId tenant)
    {
        if (Check(tenant) is { } problem)
        {
            return problem;
        }

        return Insert(tenant) ? null : new Problem("tenant_exists", "/tenant", $"The tenant '{tenant}' exists already.");
    }

    /// <summary>Makes a tenant where it is missing.</summary>
    /// <returns>Null, or why not: <c>tenant_invalid</c>.</returns>
    public Problem? Ensure(TenantId tenant)
    {
        var problem = Check(tenant);
        if (problem is null)
        {
            Insert(tenant);
        }

        return problem;
    }

    /// <summary>Whether there is such a tenant.</summary>
    public bool Exists(TenantId tenant) => connection.Number("SELECT count(*) FROM tenants WHERE id = $0", tenant.Value) > 0;

    /// <summary>All tenants by name.</summary>
    public IReadOnlyList<Tenant> List() =>
        connection.Query("SELECT id, created FROM tenants ORDER BY id", row => new Tenant(new TenantId(row.GetString(0)), new Instant(row.GetInt64(1))));

    private bool Insert(TenantId tenant) =>
        connection.Execute("INSERT OR IGNORE INTO tenants (id, created) VALUES ($0, $1)", tenant.Value, ControlStore.Now(clock).UnixMilliseconds) > 0;

    private static Problem? Check(TenantId tenant) => tenant.Value is { } name && Name().IsMatch(name)
        ? null
        : new Problem("tenant_invalid", "/tenant",
            $"'{tenant}' is no tenant: write two names of lower-case letters, digits and dashes with a slash between them, such as acme/production.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
