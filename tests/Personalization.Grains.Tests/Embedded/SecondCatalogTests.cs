using Personalization.Authoring;
using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.HostContract.Profiles;

namespace Personalization.Grains.Tests.Embedded;

public sealed class SecondCatalogTests
{
    [Fact]
    public void The_two_sample_catalogs_have_no_name_in_common() => Assert.Empty(Names(Load("saas")).Intersect(Names(Load("learning"))));

    [Fact]
    public async Task The_second_sample_catalog_runs_on_the_same_host()
    {
        await using var host = new MemoryHost(Load("learning"));
        Assert.Equal(["start.first_week"], await Choose(host, "course.map"));

        await host.Ingest([.. Enumerable.Range(0, 3).Select(at =>
            Crew.Track($"m{at}", "exercise_missed", properties: [("skill", Value.String("verbs")), ("reason", Value.String("pronunciation"))]))]);
        Assert.Equal(["practice.pronunciation", "start.first_week"], await Choose(host, "course.map"));

        await host.Ingest(Crew.Track("m9", "exercise_mastered", after: TimeSpan.FromSeconds(1), properties: ("skill", Value.String("verbs"))));
        Assert.Equal(["start.first_week"], await Choose(host, "course.map"));

        await host.Ingest(
            Crew.Track("l1", "lesson_finished", properties: ("skill", Value.String("greetings"))),
            Crew.Track("l2", "lesson_finished", properties: ("skill", Value.String("numbers"))),
            Crew.Track("t1", "tool_opened", properties: ("tool", Value.String("duels"))));
        Assert.Empty(await Choose(host, "course.map"));
        Assert.Equal(3, (await host.GetUser()).Checklists["first_week"].Done);
    }

    private static async Task<IEnumerable<string>> Choose(MemoryHost host, string surface) =>
        (await host.Decide(Crew.Ask(surface))).Actions.Select(action => action.Id).Order(StringComparer.Ordinal);

    private static Catalog Load(string sample)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "samples", sample)))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"samples/{sample} is not above {AppContext.BaseDirectory}.");
        }

        var load = CatalogLoader.LoadFolder(Path.Combine(folder.FullName, "samples", sample, "catalog"));
        Assert.True(load.Succeeded, string.Join('\n', load.Problems));
        return load.Catalog;
    }

    private static IEnumerable<string> Names(Catalog catalog) =>
    [
        .. catalog.Events.Select(one => one.Name), .. catalog.Traits.Select(one => one.Id), .. catalog.Errors.Select(one => one.Id),
        .. catalog.Meters.Select(one => one.Id), .. catalog.Checklists.Select(one => one.Id), .. catalog.Features.Select(one => one.Id),
        .. catalog.Counters.Select(one => one.Id), .. catalog.Surfaces.Select(one => one.Id), .. catalog.Caps.Select(one => one.Id),
        .. catalog.Actions.Select(one => one.Id),
    ];
}
