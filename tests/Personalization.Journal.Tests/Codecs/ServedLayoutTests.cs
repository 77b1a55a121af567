using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Tests.Codecs;

/// <summary>Whether nothing was asked for or as much as there is place for makes two decisions of the same profile.</summary>
public sealed class ServedLayoutTests
{
    private const string NothingAskedFor = "103002643180a8a894956700046465736b066330666665650000000000";

    private static readonly Served Record = new()
    {
        Id = "d1", Time = new Instant(1_772_366_400_000), ReceivedAt = new Instant(1_772_366_400_000), Surface = "desk", CatalogHash = "c0ffee", Actions = [],
    };

    [Fact]
    public void A_record_where_nothing_was_asked_for_is_written_and_read_as_ever()
    {
        Assert.Equal(NothingAskedFor, Convert.ToHexStringLower(Bytes(Record with { Max = 0 })));
        var reader = new ByteReader(Convert.FromHexString(NothingAskedFor));
        Assert.Equivalent(Record with { Max = 0 }, EventCodec.Read(ref reader, new TextCache()), strict: true);
        Assert.Equal(0, reader.Remaining);
    }

    [Fact]
    public void A_record_without_a_maximum_of_its_own_stays_in_the_first_layout() => Assert.Equal(0x10, Bytes(Record)[1]);

    private static byte[] Bytes(Event one)
    {
        using var writer = new ByteWriter();
        EventCodec.Write(writer, one);
        return writer.Written.ToArray();
    }
}
