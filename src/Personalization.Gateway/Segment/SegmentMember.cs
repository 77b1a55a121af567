using System.Text.Json;
using Personalization.Gateway.Json;

namespace Personalization.Gateway.Segment;

/// <summary>The members of an event that mean something here.</summary>
internal enum SegmentMember
{
    Other,
    Type,
    MessageId,
    UserId,
    AnonymousId,
    GroupId,
    PreviousId,
    Event,
    Name,
    Properties,
    Traits,
    Context,
    Timestamp,
    OriginalTimestamp,
    SentAt,
}

/// <summary>Tells the members of an event apart.</summary>
internal static class SegmentMembers
{
    private static readonly (byte[] Name, SegmentMember Member)[] Names =
    [
        .. Enum.GetValues<SegmentMember>()
            .Where(member => member != SegmentMember.Other)
            .Select(member => (JsonEncodedText.Encode(JsonNamingPolicy.CamelCase.ConvertName(member.ToString())).EncodedUtf8Bytes.ToArray(), member)),
    ];

    /// <summary>The member whose name the reader stands at.</summary>
    public static SegmentMember Of(ref Utf8JsonReader reader)
    {
        foreach (var (name, member) in Names)
        {
            if (JsonText.Is(ref reader, name))
            {
                return member;
            }
        }

        return SegmentMember.Other;
    }
}
