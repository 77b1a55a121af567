using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.HostContract;
using Personalization.Journal.Codecs;

namespace Personalization.Journal.Tests.Codecs;

public sealed class EventCodecTests
{
    [Fact]
    public void Any_event_reads_back_as_it_was_written() =>
        Prop.ForAll(EventGen.Any.ToArbitrary(), one =>
        {
            var bytes = Write(one);
            return Same(one, Read(bytes)) && Write(Read(bytes)).SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Events_cut_short_are_never_read() =>
        Prop.ForAll(EventGen.Any.ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), (one, cut) =>
        {
            var bytes = Write(one);
            Assert.Throws<InvalidDataException>(() => Read(bytes[..(cut % bytes.Length)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_other_bytes_are_an_event_or_invalid_but_nothing_else() =>
        Prop.ForAll(EventGen.Any.ToArbitrary(), Gen.Choose(0, 10_000).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (one, at, flip) =>
        {
            var bytes = Write(one);
            bytes[at % bytes.Length] ^= (byte)flip;
            try
            {
                Read(bytes);
            }
            catch (InvalidDataException)
            {
                return;
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_unknown_type_is_invalid() => Assert.Throws<InvalidDataException>(() => Read([99, .. Write(Sample.Tracked("e1"))[1..]]));

    [Fact]
    public void An_unknown_layout_is_invalid() => Assert.Throws<InvalidDataException>(() => Read([1, 0x21, .. Write(Sample.Tracked("e1"))[2..]]));

    [Fact]
    public void Every_type_of_event_has_a_stored_form()
    {
        var written = Gen.Sample(EventGen.Any, 500).Select(one => one.Type).Distinct().Order();
        Assert.Equal(Enum.GetValues<EventType>().Order(), written);
    }

    [Fact]
    public void Adopted_events_cannot_nest_however_they_are_written()
    {
        var one = Adopted.From(Sample.Tracked("e1"), 1, "m1", Sample.Noon);
        Assert.Throws<ArgumentException>(() => Write(one with { Original = one }));
        Assert.Throws<ArgumentException>(() => Write(one with { Time = Sample.Noon }));
        var bytes = Write(one);
        bytes[bytes.AsSpan().LastIndexOf(Write(one.Original))] = (byte)EventType.Adopted;
        Assert.Throws<InvalidDataException>(() => Read(bytes));
    }

    [Fact]
    public void An_error_cannot_be_stored() => Assert.Throws<ArgumentException>(() => Write(Tracked(Value.Error("no"))));

    [Fact]
    public void Values_nest_to_the_limit_and_no_deeper()
    {
        Assert.True(Same(Tracked(Nested(Limits.ValueDepthMax - 1)), Read(Write(Tracked(Nested(Limits.ValueDepthMax - 1))))));
        Assert.Throws<ArgumentException>(() => Write(Tracked(Nested(Limits.ValueDepthMax + 1))));
    }

    [Fact]
    public void Texts_that_repeat_are_made_once()
    {
        var texts = new TextCache();
        Assert.Same(texts.Get("import_failed"u8), texts.Get("import_failed"u8));
        Assert.Equal("größe", texts.Get("größe"u8));
        Assert.Throws<InvalidDataException>(() => texts.Get([0xFF, 0xFE]));
    }

    private static Tracked Tracked(Value value) => Sample.Tracked("e1") with { Properties = new ValueMap([new(Value.String("v"), value)]) };

    private static Value Nested(int depth) => depth == 0 ? Value.Null : Value.List([Nested(depth - 1)]);

    private static byte[] Write(Event one)
    {
        using var writer = new ByteWriter();
        EventCodec.Write(writer, one);
        return writer.Written.ToArray();
    }

    private static Event Read(byte[] bytes)
    {
        var reader = new ByteReader(bytes);
        var one = EventCodec.Read(ref reader, new TextCache());
        return reader.Remaining == 0 ? one : throw new InvalidDataException("Bytes are left.");
    }

    /// <summary>Record equality compares arrays by reference, so the arrays are compared apart.</summary>
    private static bool Same(Event left, Event right) => left is Served a && right is Served b
        ? a.Refused.SequenceEqual(b.Refused)
            && a.Actions.Zip(b.Actions).All(pair => pair.First.Fills.SequenceEqual(pair.Second.Fills) && (pair.First with { Fills = pair.Second.Fills }).Equals(pair.Second)) && (a with { Refused = b.Refused, Actions = b.Actions }).Equals(b)
        : left is Adopted one && right is Adopted other ? Same(one.Original, other.Original) && (one with { Original = other.Original }).Equals(other)
        : left.Equals(right);
}
