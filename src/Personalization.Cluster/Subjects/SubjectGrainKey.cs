using System.Globalization;
using Personalization.Core.Subjects;

namespace Personalization.Cluster.Subjects;

/// <summary>A subject as the key of its grain: kind, tenant and id, such as <c>1:acme/production:u1</c>. Silos of all releases agree on it.</summary>
internal static class SubjectGrainKey
{
    /// <summary>The key of a subject.</summary>
    public static string Of(in SubjectKey subject) => string.Create(CultureInfo.InvariantCulture, $"{(byte)subject.Kind}:{subject.Tenant.Value}:{subject.Id}");

    /// <summary>The subject of a key.</summary>
    /// <exception cref="FormatException">It is the key of none.</exception>
    public static SubjectKey Parse(string key)
    {
        var afterKind = key.IndexOf(':', StringComparison.Ordinal);
        var afterTenant = afterKind < 0 ? -1 : key.IndexOf(':', afterKind + 1);
        if (afterTenant < 0 || !byte.TryParse(key.AsSpan(0, afterKind), NumberStyles.None, CultureInfo.InvariantCulture, out var kind) || !Enum.IsDefined((SubjectKind)kind))
        {
            throw new FormatException($"'{key}' is not the key of a subject's grain.");
        }

        return new SubjectKey(new TenantId(key[(afterKind + 1)..afterTenant]), (SubjectKind)kind, key[(afterTenant + 1)..]);
    }
}
