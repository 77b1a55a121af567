using System.Globalization;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.TrustNotes;

/// <summary>What is stored, what is not, and for how long.</summary>
internal static class StoragePart
{
    /// <summary>Writes it.</summary>
    public static void Write(NotePage page, Catalog catalog)
    {
        page.Heading(2, "What is stored");
        page.List(
        [
            catalog.UnknownEvents == UnknownEventPolicy.Keep
                ? "Events that the catalog does not know are stored, and nothing is made of them."
                : "Events that the catalog does not know are refused.",
            .. Contracts(catalog),
            $"Traits that the catalog does not declare are {Words(catalog.UnknownTraits)}.",
            catalog.UnknownProperties == UnknownFieldPolicy.Keep
                ? "Of pages and screens that are seen, the path and all that is sent with it is stored."
                : "Of pages and screens that are seen, only the path is stored; what else is sent with it is dropped.",
            "A refused event is kept apart as it came, so that what was wrong can be found out; 100,000 newer ones push it out.",
        ]);
        page.Heading(2, "For how long");
        var retentions = catalog.Events.Where(contract => contract.Retention is not null).GroupBy(contract => contract.Retention!.Value).OrderBy(one => one.Key).ToList();
        if (retentions.Count == 0)
        {
            page.Paragraph("The catalog sets no time after which events go: they are kept until the person is erased.");
            return;
        }

        page.List(
        [
            .. retentions.Select(one => $"{NotePage.Names(one.Select(contract => contract.Name))}: {Words(one.Key)} after the event was received it is destroyed. That there was one stays, without its name, and what it said about consents."),
            "All other events are kept until the person is erased.",
        ]);
    }

    private static string Words(TimeSpan time) =>
        time.Ticks % TimeSpan.TicksPerDay == 0 ? $"{time.Days} days" : time.TotalHours.ToString("0.##", CultureInfo.InvariantCulture) + " hours";

    private static IEnumerable<string> Contracts(Catalog catalog)
    {
        foreach (var (words, contracts) in catalog.Events.GroupBy(Words).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.ToList())))
        {
            yield return contracts.Count == catalog.Events.Length
                ? $"Of an event, properties that its contract does not name are {words}."
                : $"Properties that the contract does not name are {words} of {NotePage.Names(contracts.Select(contract => contract.Name))}.";
        }
    }

    private static string Words(EventContract contract) =>
        contract.Properties.Named.RefusesOthers ? Words(UnknownFieldPolicy.Refuse)
        : contract.Properties.Named.JudgesOthers ? "stored where they are as the contract says of others"
        : Words(contract.UnknownProperties);

    private static string Words(UnknownFieldPolicy policy) => policy switch
    {
        UnknownFieldPolicy.Drop => "dropped before anything is stored",
        UnknownFieldPolicy.Refuse => "a reason to refuse it",
        _ => "stored, and nothing is made of them",
    };
}
