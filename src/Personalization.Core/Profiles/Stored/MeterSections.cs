namespace Personalization.Core.Profiles.Stored;

/// <summary>What a subject used of its meters.</summary>
internal static class MeterSections
{
    public static SectionCodec Sums { get; } = new(
        profile => profile.MeterSums.Rows.Length,
        (writer, profile) => StoredSeries.Write(writer, profile.MeterSums.Rows),
        (ref reader, profile) => profile.MeterSums.Restore(
            StoredSeries.Read(ref reader, profile.Plan, profile.Plan.Meters.Length, Core.Limits.MeterPeriodsMax)));

    public static SectionCodec Readings { get; } = new(
        profile => profile.MeterReadings.Rows.Length,
        (writer, profile) => StoredSeries.Write(writer, profile.MeterReadings.Rows),
        (ref reader, profile) => profile.MeterReadings.Restore(
            StoredSeries.ReadLatest(ref reader, profile.Plan, profile.Plan.Meters.Length)));

    public static SectionCodec Limits { get; } = new(
        profile => profile.MeterLimits.Rows.Length,
        (writer, profile) => StoredSeries.Write(writer, profile.MeterLimits.Rows),
        (ref reader, profile) => profile.MeterLimits.Restore(
            StoredSeries.ReadLatest(ref reader, profile.Plan, profile.Plan.Meters.Length)));
}
