using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Profiles.Stored;

namespace Personalization.Core.Profiles;

/// <summary>Profiles as bytes, and back. Canonical: under one plan, profiles that fold the same events give the same bytes.</summary>
/// <remarks>
/// The layout is in docs/formats/snapshot.md. Bytes are of use only with the same <see cref="FoldPlan.Hash"/> and
/// <see cref="Evolve.FoldCodeVersion"/>; both are kept beside them, not in them.
/// </remarks>
public static class ProfileCodec
{
    private const byte Format = 1;

    /// <summary>Appends a profile's canonical bytes.</summary>
    public static void Write(ByteWriter bytes, Profile profile)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(profile);
        bytes.Byte(Format);
        bytes.Byte((byte)profile.Side);
        bytes.Unsigned((ulong)profile.Version);
        if (profile.Version == 0)
        {
            return;
        }

        var start = profile.FirstEvent.UnixMilliseconds;
        bytes.Signed(start);
        bytes.Unsigned((ulong)(profile.LastEvent.UnixMilliseconds - start));
        bytes.Unsigned((ulong)Math.Max(0, profile.LastActive.UnixMilliseconds - start + 1));
        ProfileSections.Write(bytes, profile);
    }

    /// <summary>Reads a profile.</summary>
    /// <param name="plan">A plan of the hash that it was folded by.</param>
    /// <param name="bytes">All of its bytes.</param>
    /// <exception cref="InvalidDataException">The bytes are damaged, of another format or of another plan.</exception>
    public static Profile Read(FoldPlan plan, ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        SnapshotReader.Require(reader.Byte() == Format, "The profile is of another format.");
        var side = (SubjectSide)reader.Byte();
        SnapshotReader.Require(side is SubjectSide.User or SubjectSide.Account or SubjectSide.Tenant, "The profile is of no side.");
        var version = reader.Unsigned();
        SnapshotReader.Require(version <= long.MaxValue, "The version is too large.");
        var profile = new Profile(plan, side) { Version = (long)version };
        if (version == 0)
        {
            SnapshotReader.Require(reader.Remaining == 0, "Bytes follow the profile.");
            return profile;
        }

        var start = reader.Signed();
        SnapshotReader.Require(IsInCalendar(start), "A time is outside of the calendar.");
        profile.FirstEvent = new Instant(start);
        profile.LastEvent = After(start, reader.Unsigned());
        var active = reader.Unsigned();
        profile.LastActive = active == 0 ? Instant.MinValue : After(start, active - 1);
        SnapshotReader.Require(profile.LastActive <= profile.LastEvent, "Times are out of order.");
        ProfileSections.Read(reader, profile);
        return profile;
    }

    private static Instant After(long start, ulong distance)
    {
        SnapshotReader.Require(distance <= long.MaxValue / 2 && IsInCalendar(start + (long)distance), "A time is outside of the calendar.");
        return new Instant(start + (long)distance);
    }

    private static bool IsInCalendar(long unixMilliseconds) =>
        unixMilliseconds >= Instant.MinValue.UnixMilliseconds && unixMilliseconds <= Instant.MaxValue.UnixMilliseconds;
}
