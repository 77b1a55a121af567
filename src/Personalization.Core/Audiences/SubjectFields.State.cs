using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Audiences;

/// <content>Errors, meters, checklists, features, counters and exposures.</content>
internal sealed partial class SubjectFields<TSide>
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private void AddErrors() => AddEach("errors", catalog.Errors, error => error.Of, error => error.Id, (type, slot) =>
    {
        type.AddInt("open", (in c, ref _) => side.ProfileOf(in c).Errors(slot).Open);
        type.AddInt("count", (in c, ref _) => side.ProfileOf(in c).Errors(slot).Count);
        AddTime(type, "last", (in c, ref _) => side.ProfileOf(in c).Errors(slot).Last);
        AddText(type, "code", (in c, ref _) => side.ProfileOf(in c).Errors(slot).Code);
        AddText(type, "feature", (in c, ref _) => side.ProfileOf(in c).Errors(slot).Feature);
    });

    private void AddMeters() => AddEach("meters", catalog.Meters, meter => meter.Of, meter => meter.Id, (type, slot) =>
    {
        // What conditions read most, so without a reader inside of a reader.
        type.AddDouble("used", (in c, ref _) => Reading(in c, slot).Used);
        type.AddDouble("limit", (in c, ref _) => Reading(in c, slot).Limit ?? 0, (in c, ref _) => Reading(in c, slot).Limit is not null);
        type.AddDouble("ratio", (in c, ref _) => Reading(in c, slot).Ratio ?? 0, (in c, ref _) => Reading(in c, slot).Ratio is not null);
    });

    private MeterReading Reading(in AudienceContext context, int slot)
    {
        var profile = side.ProfileOf(in context);
        return new MeterReading(profile.MeterUsedMillionths(slot, context.Now), profile.MeterLimitMillionths(slot), null);
    }

    private void AddChecklists() => AddEach("checklists", catalog.Checklists, checklist => checklist.Of, checklist => checklist.Id, (type, slot) =>
    {
        type.AddInt("done", (in c, ref _) => side.ProfileOf(in c).Checklist(slot).Done);
        type.AddInt("total", (in c, ref _) => side.ProfileOf(in c).Checklist(slot).Total);
        type.AddBool("complete", (in c, ref _) => side.ProfileOf(in c).Checklist(slot).IsComplete);
        var steps = AddGroup(type, "steps");
        for (var at = 0; at < catalog.Checklists[slot].Steps.Length; at++)
        {
            var step = at;
            steps.AddBool(catalog.Checklists[slot].Steps[at].Id, (in c, ref _) => side.ProfileOf(in c).Checklist(slot).IsDone(step));
        }
    });

    private void AddFeatures() => AddEach("features", catalog.Features, feature => feature.Of, feature => feature.Id, (type, slot) =>
    {
        type.AddInt("count", (in c, ref _) => side.ProfileOf(in c).Feature(slot).Count);
        AddTime(type, "first", (in c, ref _) => side.ProfileOf(in c).Feature(slot).First);
        AddTime(type, "last", (in c, ref _) => side.ProfileOf(in c).Feature(slot).Last);
        type.AddDuration("spent", (in c, ref _) => Nanoseconds(side.ProfileOf(in c).Feature(slot).SpentMilliseconds));
    });

    private void AddCounters()
    {
        var counters = AddGroup(subject, "counters");
        for (var at = 0; at < catalog.Counters.Length; at++)
        {
            var slot = at;
            if (catalog.Counters[slot].Of == side.Side)
            {
                counters.AddInt(catalog.Counters[slot].Id, (in c, ref _) => side.ProfileOf(in c).Count(slot, c.Now));
            }
        }
    }

    private void AddExposures() => AddEach("exposures", catalog.Actions, _ => side.Side, action => action.Id, (type, slot) =>
    {
        type.AddInt("served", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).Served);
        AddTime(type, "lastServed", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).LastServed);
        type.AddInt("shown", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).Shown);
        type.AddInt("clicked", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).Clicked);
        type.AddInt("dismissed", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).Dismissed);
        AddTime(type, "lastDismissed", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).LastDismissed);
        type.AddInt("completed", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).Completed);
        type.AddInt("snoozed", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).Snoozed);
        AddTime(type, "snoozedUntil", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).SnoozedUntil);
        type.AddBool("optedOut", (in c, ref _) => side.ProfileOf(in c).Exposure(slot).IsOptedOut);
    });

    private void AddPreferences()
    {
        var type = AddGroup(subject, "preferences");
        AddActions(type, "optedOut", (profile, action, _) => profile.Exposure(action).IsOptedOut);
        AddActions(type, "snoozed", (profile, action, now) => profile.Exposure(action).SnoozedUntil > now);
    }

    /// <summary>Whether the person agrees to each purpose: as they said, else as the catalog has it by default; <c>has()</c> tells which.</summary>
    private void AddConsents()
    {
        var type = AddGroup(subject, "consents");
        for (var at = 0; at < catalog.Purposes.Length; at++)
        {
            var (slot, otherwise) = (at, catalog.Purposes[at].IsGrantedByDefault);
            type.AddBool(
                catalog.Purposes[at].Id,
                (in c, ref _) => side.ProfileOf(in c).Agrees(slot) ?? otherwise,
                (in c, ref _) => side.ProfileOf(in c).Agrees(slot) is not null);
        }
    }

    /// <summary>The ids of the actions that something is true of. Only actions that were ever served or answered are looked at.</summary>
    private void AddActions(ObjectType<AudienceContext> type, string name, Func<Profile, int, Instant, bool> holds) => type.AddTexts(
        name,
        (in c, ref _) =>
        {
            var count = 0;
            foreach (ref readonly var row in side.ProfileOf(in c).ExposureRows.Rows)
            {
                count += holds(side.ProfileOf(in c), row.Slot, c.Now) ? 1 : 0;
            }

            return count;
        },
        (in c, index) =>
        {
            foreach (ref readonly var row in side.ProfileOf(in c).ExposureRows.Rows)
            {
                if (holds(side.ProfileOf(in c), row.Slot, c.Now) && index-- == 0)
                {
                    return catalog.Actions[row.Slot].Id;
                }
            }

            return "";
        });

    private void AddEach<TDefinition>(
        string group,
        IReadOnlyList<TDefinition> definitions,
        Func<TDefinition, SubjectSide> sideOf,
        Func<TDefinition, string> idOf,
        Action<ObjectType<AudienceContext>, int> declare)
    {
        var type = AddGroup(subject, group);
        for (var slot = 0; slot < definitions.Count; slot++)
        {
            if (sideOf(definitions[slot]) == side.Side)
            {
                declare(AddGroup(type, idOf(definitions[slot])), slot);
            }
        }
    }
}
