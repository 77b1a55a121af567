using Personalization.Core.Subjects;

namespace Personalization.Gateway.Regions;

/// <summary>Knows who is pinned to another region than this node's. Asked by every call, so it answers from memory.</summary>
public interface IRegions
{
    /// <summary>The other region that a subject is pinned to; null where this node may store it and answer for it.</summary>
    Region? Find(in SubjectKey subject);

    /// <summary>The other region that all subjects of a tenant are pinned to; null where this node may have some of them.</summary>
    Region? Find(TenantId tenant);
}
