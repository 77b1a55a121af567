using Personalization.Core;
using Personalization.Core.Calendars;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using CoreLimits = Personalization.Core.Limits;

namespace Personalization.Journal.Codecs;

/// <summary>What a person likes to get, as it is stored.</summary>
internal static class PreferredCodec
{
    /// <summary>The first layout that can hold it.</summary>
    public static int LayoutOf(Preferred preferred) => preferred.LessLike.Count > 0 || preferred.DataSources.Count > 0 ? 2 : 1;

    public static void Write(ByteWriter writer, Preferred preferred, int layout)
    {
        writer.Text(preferred.Source);
        ValueCodec.WriteMap(writer, preferred.Topics);
        ValueCodec.WriteMap(writer, preferred.Digest);
        EventBodyCodec.WriteFlag(writer, preferred.SnoozedUntil is not null);
        if (preferred.SnoozedUntil is { } until)
        {
            writer.Signed(until.UnixMilliseconds);
        }

        EventBodyCodec.WriteFlag(writer, preferred.QuietHours is not null);
        if (preferred.QuietHours is { } quiet)
        {
            writer.Unsigned((ulong)quiet.Intervals.Length);
            foreach (var interval in quiet.Intervals)
            {
                writer.Byte((byte)interval.Days);
                writer.Unsigned((ulong)MinuteOfDay.Of(interval.From));
                writer.Unsigned((ulong)MinuteOfDay.Of(interval.To));
            }
        }

        if (layout > 1)
        {
            ValueCodec.WriteMap(writer, preferred.LessLike);
            ValueCodec.WriteMap(writer, preferred.DataSources);
        }
    }

    public static Preferred Read(in EventHead head, ref ByteReader reader, TextCache texts) => new()
    {
        Id = head.Id, Time = head.Time, ReceivedAt = head.ReceivedAt, AccountId = head.AccountId, Context = head.Context, Consents = head.Consents,
        Source = texts.Get(reader.Bytes()),
        Topics = ValueCodec.ReadMap(ref reader, texts),
        Digest = ValueCodec.ReadMap(ref reader, texts),
        SnoozedUntil = EventBodyCodec.ReadFlag(ref reader) ? new Instant(reader.Signed()) : null,
        QuietHours = EventBodyCodec.ReadFlag(ref reader) ? ReadHours(ref reader) : null,
        LessLike = head.Layout > 1 ? ValueCodec.ReadMap(ref reader, texts) : ValueMap.Empty,
        DataSources = head.Layout > 1 ? ValueCodec.ReadMap(ref reader, texts) : ValueMap.Empty,
    };

    private static PersonalQuietHours ReadHours(ref ByteReader reader)
    {
        var count = reader.Count();
        var intervals = count <= CoreLimits.WeeklyIntervalsMax ? new WeeklyInterval[count] : throw new InvalidDataException("Quiet hours have too many intervals.");
        foreach (ref var interval in intervals.AsSpan())
        {
            var days = (Weekdays)reader.Byte() is var read && read is > Weekdays.None and <= Weekdays.All ? read : throw new InvalidDataException("An interval is of days that there are not.");
            interval = new WeeklyInterval(days, ReadTime(ref reader), ReadTime(ref reader));
        }

        return new PersonalQuietHours([.. intervals]);
    }

    private static TimeOnly ReadTime(ref ByteReader reader) => MinuteOfDay.Time((long)Math.Min(reader.Unsigned(), long.MaxValue));
}
