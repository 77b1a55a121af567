using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Personalization.Chaos.Load;
using Personalization.Core.Subjects;

namespace Personalization.Chaos.Worlds;

/// <summary>On which silos subjects live, as the cluster tells it.</summary>
internal static class Places
{
    private const int AtOnce = 8;

    /// <summary>Asks for the silo's name of everybody of the population; null where the program cannot tell.</summary>
    public static async Task<IReadOnlyDictionary<SubjectKey, string?>?> Read(World world)
    {
        if (world.Gateways.Next() is not var (gateway, _))
        {
            return null;
        }

        var places = new ConcurrentDictionary<SubjectKey, string?>();
        var subjects = Population.People.Concat(Offer.All.SelectMany(one => one.Shared));
        var isTold = true;
        await Parallel.ForEachAsync(subjects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (subject, cancellation) =>
        {
            var kind = subject.Kind switch { SubjectKind.Account => "accounts", SubjectKind.Shared => "shared", _ => "users" };
            using var response = await gateway.Http.GetAsync(new Uri($"/v1/subjects/{kind}/{Uri.EscapeDataString(subject.Id)}/place", UriKind.Relative), cancellation);
            if (!response.IsSuccessStatusCode)
            {
                isTold = false;
                return;
            }

            var address = (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))?["silo"];
            places[subject] = world.Silos.FirstOrDefault(silo => silo.Child.SiloAddress == address)?.Name ?? address;
        });
        return isTold ? places : null;
    }
}
