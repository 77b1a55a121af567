using System.Numerics;
using Personalization.Core.Codecs;

namespace Personalization.Core.Profiles.Stored;

/// <summary>The sections of a stored profile: a set of those that have rows, then those, in this order, which may not change.</summary>
internal static class ProfileSections
{
    private static readonly SectionCodec[] Codecs =
    [
        TraitSections.Traits, TraitSections.Memberships, TraitSections.AccountTraits,
        ErrorSections.Raised, ErrorSections.Resolved,
        MeterSections.Sums, MeterSections.Readings, MeterSections.Limits,
        ActivitySections.Steps, ActivitySections.Features, ActivitySections.Counters, ActivitySections.Paths, ActivitySections.Context,
        ExposureSections.Exposures, ExposureSections.Snoozes, ExposureSections.CapTimes, ExposureSections.Requests,
        BudgetSections.Sums,
        HistorySections.Times, HistorySections.Sums, HistorySections.Values,
        TraitSections.Consents,
        PreferenceSections.Topics, PreferenceSections.Digests, PreferenceSections.Rest, PreferenceSections.QuietHours,
        IdentitySections.Redirect, IdentitySections.Identities,
        PreferenceSections.LessLike, ExposureSections.DigestTimes, PreferenceSections.DataSources,
    ];

    public static void Write(ByteWriter bytes, Profile profile)
    {
        var present = 0U;
        for (var at = 0; at < Codecs.Length; at++)
        {
            present |= Codecs[at].Rows(profile) > 0 ? 1U << at : 0;
        }

        bytes.Unsigned(present);
        var writer = new SnapshotWriter(bytes, profile.FirstEvent);
        for (; present != 0; present &= present - 1)
        {
            var codec = Codecs[BitOperations.TrailingZeroCount(present)];
            writer.Begin(codec.Rows(profile));
            codec.Write(writer, profile);
        }
    }

    public static void Read(ByteReader bytes, Profile profile)
    {
        var present = bytes.Unsigned();
        SnapshotReader.Require(present < 1UL << Codecs.Length, "The profile has an unknown section.");
        var reader = new SnapshotReader(bytes, profile.FirstEvent, profile.Plan.Texts);
        for (; present != 0; present &= present - 1)
        {
            Codecs[BitOperations.TrailingZeroCount(present)].Read(ref reader, profile);
        }

        SnapshotReader.Require(reader.Remaining == 0, "Bytes follow the profile.");
    }
}
