using Personalization.Cluster.Wire;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Subjects;

/// <summary>A turn inside a grain call. Where sender and receiver are one process it is handed over as it is; else it travels as the bytes of <see cref="TurnWire"/>.</summary>
[GenerateSerializer, Immutable, Alias("personalization.turn")]
internal sealed class TurnParcel
{
    [NonSerialized]
    private readonly TravellingTurn? turn;

    [NonSerialized]
    private readonly int version;

    [NonSerialized]
    private byte[]? bytes;

    /// <summary>For the serializer.</summary>
    public TurnParcel()
    {
    }

    /// <summary>Packs a turn.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="version">The version of the wire in which it is written, should it leave the process.</param>
    public TurnParcel(TravellingTurn turn, int version) => (this.turn, this.version) = (turn, version);

    /// <summary>The turn as it is written.</summary>
    [Id(0)]
    public byte[] Bytes
    {
        get => bytes ??= TurnWire.Write(turn!, version);
        set => bytes = value;
    }

    /// <summary>Runs the turn and packs its reply; answers a turn of a version that this process does not know with a refusal.</summary>
    /// <param name="versions">The versions that this process knows.</param>
    /// <param name="silo">This silo, by its <see cref="SiloAddress.GetConsistentHashCode"/>.</param>
    /// <param name="run">Runs it.</param>
    /// <exception cref="WireDamagedException">The bytes are no turn.</exception>
    public async ValueTask<ReplyParcel> Answer(WireVersions versions, int silo, Func<TravellingTurn, ValueTask<TurnReply>> run)
    {
        if (turn is not null)
        {
            return new ReplyParcel(await run(turn), version, silo);
        }

        var written = TurnWire.VersionOf(Bytes);
        return versions.CanRead(written)
            ? new ReplyParcel(await run(TurnWire.ReadTurn(Bytes)), written, silo)
            : new ReplyParcel(versions.Refusal);
    }
}
