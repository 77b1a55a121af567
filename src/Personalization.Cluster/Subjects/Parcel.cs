using Personalization.Cluster.Wire;

namespace Personalization.Cluster.Subjects;

/// <summary>Several turns, or their replies, as the bytes of <see cref="ParcelWire"/>; or a refusal.</summary>
/// <param name="bytes">The bytes, which nobody changes any more.</param>
[GenerateSerializer, Immutable, Alias("personalization.parcel")]
internal sealed class Parcel(byte[] bytes)
{
    /// <summary>The bytes.</summary>
    [Id(0)]
    public byte[] Bytes { get; } = bytes;
}
