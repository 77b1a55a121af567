using Personalization.Core.Catalogs;

namespace Personalization.Core.Decisions;

/// <summary>What a person wants less of: the action that they said so about, and all of its topic. A topic's parts are topics of their own.</summary>
internal static class LessLikeGate
{
    /// <summary>Whether it is like nothing that they want less of now.</summary>
    public static bool Passes(Candidate candidate, in Moment moment) => Find(candidate, moment) < 0;

    /// <summary>What it is like, and how long that counts.</summary>
    public static string Explain(Candidate candidate, in Moment moment)
    {
        var row = moment.Inputs.Audience.User.LessRows.Rows[Find(candidate, moment)];
        var catalog = moment.Surface.Catalog;
        var about = row.Slot == candidate.Slot ? "" : $" of the topic {catalog.Topics[candidate.Action.TopicSlot].Id}";
        return $"less like {catalog.Actions[row.Slot].Id}{about}, said at {row.Stamp.Time}, counts {CapText.Span(catalog.LessLikeThis)}, next at {row.Stamp.Time + catalog.LessLikeThis}";
    }

    /// <summary>The row that was said last of those that stand against it, or -1.</summary>
    private static int Find(Candidate candidate, in Moment moment)
    {
        var rows = moment.Inputs.Audience.User.LessRows.Rows;
        var catalog = moment.Surface.Catalog;
        var found = -1;
        for (var at = 0; at < rows.Length; at++)
        {
            ref readonly var row = ref rows[at];
            if (row.Value && row.Stamp.Time + catalog.LessLikeThis > moment.Now && IsLike(candidate, catalog, row.Slot) && (found < 0 || row.Stamp > rows[found].Stamp))
            {
                found = at;
            }
        }

        return found;
    }

    private static bool IsLike(Candidate candidate, Catalog catalog, int actionSlot) =>
        actionSlot == candidate.Slot || (candidate.Action.TopicSlot >= 0 && candidate.Action.TopicSlot == catalog.Actions[actionSlot].TopicSlot);
}
