using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Journal.Codecs;

namespace Personalization.Replay;

/// <summary>Whether two served records are the same, byte by byte as they are stored, and which of their members differ where they are not.</summary>
public static class ServedComparison
{
    private static readonly (string Name, Func<Served, string> Text)[] Members =
    [
        ("id", served => served.Id),
        ("time", served => served.Time.ToString()),
        ("receivedAt", served => served.ReceivedAt.ToString()),
        ("accountId", served => served.AccountId ?? ""),
        ("context", served => served.Context.ToString()),
        ("surface", served => served.Surface),
        ("catalog", served => served.CatalogHash),
        ("accountVersion", served => $"{served.AccountVersion}"),
        ("max", served => $"{served.Max}"),
        ("requestId", served => served.RequestId ?? ""),
        ("requestContext", served => string.Join(", ", served.RequestContext.Entries.ToArray().Select(entry => $"{entry.Key} {entry.Value}"))),
        ("refused", served => string.Join(", ", served.Refused.Select(refusal => $"{refusal.ActionId} by {refusal.Owner}"))),
        ("actions", served => string.Join(", ", served.Actions.Select(action => action.Id))),
        ("variants", served => string.Join(", ", served.Actions.Select(action => action.Variant))),
        ("deliverAt", served => string.Join(", ", served.Actions.Select(action => $"{action.DeliverAt}"))),
        ("fills", served => string.Join(", ", served.Actions.Select(action => $"[{string.Join(", ", action.Fills)}]"))),
    ];

    /// <summary>What differs; nothing where the stored bytes are the same.</summary>
    /// <param name="stored">The record of the journal.</param>
    /// <param name="recomputed">The same decision made again, or null where the catalog does not have its surface.</param>
    public static IReadOnlyList<MemberDifference> Compare(Served stored, Served? recomputed)
    {
        ArgumentNullException.ThrowIfNull(stored);
        if (recomputed is null)
        {
            return [new MemberDifference("surface", stored.Surface, "")];
        }

        if (AreSame(stored, recomputed))
        {
            return [];
        }

        var differences = Members
            .Select(member => new MemberDifference(member.Name, Cut(member.Text(stored)), Cut(member.Text(recomputed))))
            .Where(difference => !string.Equals(difference.Stored, difference.Recomputed, StringComparison.Ordinal))
            .ToArray();

        // Texts of two members may look alike, or differ behind the cut only.
        return differences.Length > 0 ? differences : [new MemberDifference("bytes", "", "")];
    }

    private static bool AreSame(Served one, Served other)
    {
        using var first = new ByteWriter();
        using var second = new ByteWriter();
        EventCodec.Write(first, one);
        EventCodec.Write(second, other);
        return first.Written.SequenceEqual(second.Written);
    }

    private static string Cut(string text) => CutText.To(text, Limits.MemberCharsMax);
}
