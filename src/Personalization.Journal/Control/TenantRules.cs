using System.Text.RegularExpressions;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Control;

/// <summary>What tenants must be called, wherever they are kept.</summary>
public static partial class TenantRules
{
    /// <summary>Null, or <c>tenant_invalid</c>.</summary>
    public static Problem? Check(TenantId tenant) => tenant.Value is { } name && Name().IsMatch(name)
        ? null
        : new Problem("tenant_invalid", "/tenant",
            $"'{tenant}' is no tenant: write two names of lower-case letters, digits and dashes with a slash between them, such as acme/production.");

    /// <summary>There is such a tenant.</summary>
    internal static Problem Exists(TenantId tenant) => new("tenant_exists", "/tenant", $"The tenant '{tenant}' exists already.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}/[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
