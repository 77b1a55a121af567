using Personalization.Core;
using Personalization.Core.Catalogs;
using Personalization.Core.Subjects;
using Personalization.Grains.Nodes;

namespace Personalization.Cluster.Wire;

/// <summary>A turn: what it is, whose, when, by which catalog, with which guests, and what only its kind has.</summary>
internal readonly record struct TurnForm(WireWriter Writer)
{
    private const byte Decision = 1, Events = 2, Import = 3, Look = 4;

    public void Write(TravellingTurn turn)
    {
        Writer.Bytes.Byte(KindOf(turn));
        Writer.Bytes.Text(turn.Tenant.Value);
        Writer.Bytes.Signed(turn.Now.UnixMilliseconds);
        Writer.Flag(turn.Catalog is not null);
        if (turn.Catalog is { } catalog)
        {
            CatalogForm.Write(Writer, catalog.Value);
        }

        Writer.Bytes.Unsigned((ulong)turn.Guests.Count);
        for (var at = 0; at < turn.Guests.Count; at++)
        {
            GuestForm.Write(Writer, turn.Guests[at]);
        }

        WriteBody(turn);
    }

    public static TravellingTurn Read(ref WireReader reader)
    {
        var kind = reader.Bytes.Byte();
        reader.Tenant = new TenantId(reader.Name());
        var now = new Instant(reader.Bytes.Signed());
        CatalogHash? catalog = reader.Flag() ? new CatalogHash(CatalogForm.Read(ref reader)) : null;
        var guests = ReadGuests(ref reader);
        return ReadBody(kind, ref reader) with { Now = now, Catalog = catalog, Guests = guests };
    }

    private static byte KindOf(TravellingTurn turn) => turn switch
    {
        TravellingDecision => Decision,
        TravellingEvents => Events,
        TravellingImport => Import,
        TravellingLook => Look,
        _ => throw new ArgumentException($"There is no form for {turn.GetType().Name}.", nameof(turn)),
    };

    private void WriteBody(TravellingTurn turn)
    {
        switch (turn)
        {
            case TravellingDecision one:
                RequestForm.Write(Writer, one);
                break;
            case TravellingEvents batch:
                IncomingForm.Write(Writer, batch.Events);
                break;
            case TravellingImport history:
                Writer.Subject(history.Subject);
                Writer.Events(history.Events);
                break;
            case TravellingLook look:
                Writer.Subject(look.Subject);
                break;
        }
    }

    private static TravellingTurn ReadBody(byte kind, ref WireReader reader) => kind switch
    {
        Decision => RequestForm.Read(ref reader),
        Events => new TravellingEvents(IncomingForm.Read(ref reader)) { Tenant = reader.Tenant, Now = default },
        Import => new TravellingImport(reader.Subject(), reader.Events()) { Tenant = reader.Tenant, Now = default },
        Look => new TravellingLook(reader.Subject()) { Tenant = reader.Tenant, Now = default },
        _ => throw new InvalidDataException($"No turn is of kind {kind}."),
    };

    private static Guest[] ReadGuests(ref WireReader reader)
    {
        var guests = new Guest[reader.Bytes.Count()];
        for (var at = 0; at < guests.Length; at++)
        {
            guests[at] = GuestForm.Read(ref reader);
        }

        return guests;
    }
}
