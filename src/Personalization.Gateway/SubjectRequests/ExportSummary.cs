using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Gateway.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>An export for a person to read: who they are here, what they agreed to, what is known of them, and what happened how often. One HTML page that asks nobody for anything.</summary>
internal sealed class ExportSummary
{
    private const string Style = "body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;border-bottom:1px solid #ccc;padding:.3em .6em}";
    private const string Others = "(others)";

    private readonly StringBuilder profile = new();
    private readonly StringBuilder consents = new();
    private readonly StringBuilder identities = new();
    private readonly Dictionary<string, (long Count, Instant First, Instant Last)> happened = new(StringComparer.Ordinal);
    private ExportHead? head;
    private ExportEnd? end;

    /// <summary>Takes in a record.</summary>
    public void Add(ExportRecord record)
    {
        switch (record)
        {
            case ExportHead one:
                head = one;
                break;
            case ExportProfile one:
                Add(one.View);
                break;
            case ExportConsent one:
                Row(consents, one.Purpose, one.Consent.IsGranted ? "granted" : "denied", one.Consent.Said?.ToString() ?? "the default", one.Consent.Source ?? "");
                break;
            case ExportIdentity one when identities.Length < Limits.SummaryPartChars:
                Row(identities, ProfileWriter.KindName(one.Subject.Kind), one.Subject.Id);
                break;
            case ExportEvent one:
                Count(one.Happened);
                break;
            case ExportEnd one:
                end = one;
                break;
        }
    }

    /// <summary>The page.</summary>
    public string Write()
    {
        var page = new StringBuilder();
        var title = $"What is kept about the {ProfileWriter.KindName(head!.Subject.Kind)} {head.Subject.Id}";
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(Html(title)).Append("</title><style>").Append(Style).Append("</style></head><body>\n<h1>")
            .Append(Html(title)).Append("</h1>\n<p>As of ").Append(Html(head.Time.ToString())).Append(". ")
            .Append(CultureInfo.InvariantCulture, $"{end?.Events ?? 0} events and decisions, {end?.DeadLetters ?? 0} refused events. The same export as NDJSON has all of them word by word.</p>\n");
        Table(page, "Profile", profile, "What", "Value");
        Table(page, "Consents", consents, "Purpose", "State", "Said", "Where");
        Table(page, "Other ids", identities, "Kind", "Id");
        var rows = new StringBuilder();
        foreach (var (name, (count, first, last)) in happened.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key, StringComparer.Ordinal))
        {
            Row(rows, name, count.ToString(CultureInfo.InvariantCulture), first.ToString(), last.ToString());
        }

        Table(page, "What happened", rows, "Event", "How often", "First", "Last");
        return page.Append("</body></html>\n").ToString();
    }

    private void Add(ProfileView view)
    {
        Row(profile, "First seen", view.FirstSeen.ToString());
        Row(profile, "Last seen", view.LastSeen.ToString());
        Row(profile, "Stage", view.Stage ?? "");
        foreach (var (name, value) in view.Traits)
        {
            Row(profile, name, value.ToString() ?? "");
        }

        foreach (var account in view.Accounts)
        {
            Row(profile, "Account", account.AccountId);
        }

        foreach (var error in view.Errors)
        {
            Row(profile, "Error", $"{error.Error} {error.Code} {error.Feature}, {error.Count.ToString(CultureInfo.InvariantCulture)} times");
        }

        foreach (var (source, choice) in view.Preferences.DataSources)
        {
            Row(profile, "Data from", $"{source}, {(choice.IsOn ? "allowed" : "not allowed")}");
        }

        foreach (var (action, exposure) in view.Exposures)
        {
            Row(profile, "Was shown", $"{action}, {exposure.Served.ToString(CultureInfo.InvariantCulture)} times");
        }
    }

    private void Count(Event one)
    {
        var name = one is Tracked tracked ? tracked.Name : one.Type.ToString();
        name = happened.ContainsKey(name) || happened.Count < Limits.SummaryNames ? name : Others;
        happened[name] = happened.TryGetValue(name, out var before)
            ? (before.Count + 1, one.Time < before.First ? one.Time : before.First, one.Time > before.Last ? one.Time : before.Last)
            : (1, one.Time, one.Time);
    }

    private static void Table(StringBuilder page, string title, StringBuilder rows, params ReadOnlySpan<string> columns)
    {
        if (rows.Length == 0)
        {
            return;
        }

        page.Append("<h2>").Append(Html(title)).Append("</h2>\n<table><tr>");
        foreach (var column in columns)
        {
            page.Append("<th>").Append(Html(column)).Append("</th>");
        }

        page.Append("</tr>\n").Append(rows).Append("</table>\n");
    }

    private static void Row(StringBuilder rows, params ReadOnlySpan<string> cells)
    {
        rows.Append("<tr>");
        foreach (var cell in cells)
        {
            rows.Append("<td>").Append(Html(cell)).Append("</td>");
        }

        rows.Append("</tr>\n");
    }

    private static string Html(string text) => HtmlEncoder.Default.Encode(text);
}
