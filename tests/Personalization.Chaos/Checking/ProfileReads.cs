using System.Net;
using Personalization.Chaos.Load;
using Personalization.Core.Subjects;

namespace Personalization.Chaos.Checking;

/// <summary>Reads everybody's profile as text.</summary>
internal static class ProfileReads
{
    /// <summary>Reads them; those of whom nothing is known are left out.</summary>
    public static async Task<IReadOnlyDictionary<SubjectKey, string>> Run(HttpClient http)
    {
        var profiles = new Dictionary<SubjectKey, string>();
        foreach (var subject in Population.People)
        {
            using var response = await http.GetAsync(new Uri(HttpCalls.PathOf(subject), UriKind.Relative));
            var text = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode)
            {
                profiles[subject] = text;
            }
            else if (response.StatusCode != HttpStatusCode.NotFound)
            {
                throw new InvalidOperationException($"{subject} was answered with {(int)response.StatusCode}: {text}");
            }
        }

        return profiles;
    }

    /// <summary>Where two readings differ, in sentences.</summary>
    public static IEnumerable<string> Differences(IReadOnlyDictionary<SubjectKey, string> told, IReadOnlyDictionary<SubjectKey, string> folded) =>
        from subject in told.Keys.Union(folded.Keys)
        let first = told.GetValueOrDefault(subject, "nothing")
        let second = folded.GetValueOrDefault(subject, "nothing")
        where first != second
        select $"{subject} was told as {first}, and its events fold to {second}.";
}
