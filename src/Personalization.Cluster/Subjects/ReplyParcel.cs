using Personalization.Cluster.Wire;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <summary>The reply to a <see cref="TurnParcel"/>, packed in the same way.</summary>
[GenerateSerializer, Immutable, Alias("personalization.turn-reply")]
internal sealed class ReplyParcel
{
    [NonSerialized]
    private readonly TurnReply? reply;

    [NonSerialized]
    private readonly int version;

    [NonSerialized]
    private byte[]? bytes;

    /// <summary>For the serializer.</summary>
    public ReplyParcel()
    {
    }

    /// <summary>Packs a reply.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="version">The version of the turn that it answers.</param>
    /// <param name="silo">Where the turn ran, by the silo's <see cref="SiloAddress.GetConsistentHashCode"/>.</param>
    public ReplyParcel(TurnReply reply, int version, int silo) => (this.reply, this.version, Silo) = (reply, version, silo);

    /// <summary>Packs a refusal.</summary>
    public ReplyParcel(WireRefusal refusal) => bytes = refusal.ToBytes();

    /// <summary>The reply as it is written.</summary>
    [Id(0)]
    public byte[] Bytes
    {
        get => bytes ??= TurnWire.Write(reply!, version);
        set => bytes = value;
    }

    /// <summary>Where the turn ran; 0 from a silo that does not say.</summary>
    [Id(1)]
    public int Silo { get; private set; }

    /// <summary>Unpacks the reply.</summary>
    /// <param name="refusal">What the other process said instead, where that is null.</param>
    /// <exception cref="WireDamagedException">The bytes are neither.</exception>
    public TurnReply? Open(out WireRefusal refusal)
    {
        refusal = default;
        return reply ?? (WireRefusal.TryRead(Bytes, out refusal) ? null : TurnWire.ReadReply(Bytes));
    }
}
