using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Projections.Notices;

namespace Personalization.Cluster.Notices;

/// <summary>A <see cref="ChangeNotice"/> between silos. A wire contract: members are only ever added, under new ids.</summary>
[GenerateSerializer, Immutable, Alias("personalization.notice")]
internal readonly record struct NoticeLine([property: Id(0)] string Tenant, [property: Id(1)] byte Kind, [property: Id(2)] string Subject, [property: Id(3)] long Version, [property: Id(4)] ulong Types)
{
    /// <summary>The subject.</summary>
    public SubjectKey Key => new(new TenantId(Tenant), (SubjectKind)Kind, Subject);

    /// <summary>Writes a notice.</summary>
    public static NoticeLine Of(in ChangeNotice notice) =>
        new(notice.Subject.Tenant.Value, (byte)notice.Subject.Kind, notice.Subject.Id, notice.Version, notice.Types.Bits);

    /// <summary>Reads it.</summary>
    public ChangeNotice Read() => new(Key, Version, new EventTypeSet(Types));
}
