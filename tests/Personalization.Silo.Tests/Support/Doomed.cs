using System.Text.Json;
using Personalization.HostContract;

namespace Personalization.Silo.Tests.Support;

/// <summary>A user who leaves traces wherever a cluster keeps anything, and somebody beside them who stays.</summary>
internal sealed class Doomed
{
    private readonly string mark = Guid.NewGuid().ToString("N");

    public string User => $"doomed-{mark}";

    public string Neighbour => $"neighbour-{mark}";

    /// <summary>Whether an event about them was refused, too.</summary>
    public bool IsRefused { get; init; } = true;

    /// <summary>Every text that is theirs alone.</summary>
    public string[] Texts => [.. IsRefused ? [$"refused-{mark}"] : Array.Empty<string>(), User, $"event-{mark}", $"code-{mark}", $"locale{mark}"[..30], $"visitor-{mark}", $"request-{mark}", $"proof-{mark}"];

    private string Last => IsRefused
        ? $$"""{"type":"track","event":"no_such_event","userId":"{{User}}","messageId":"r-{{mark}}","properties":{"what":"refused-{{mark}}"} }"""
        : $$"""{"type":"track","event":"import_failed","userId":"{{User}}","messageId":"r-{{mark}}","properties":{"code":"disk","feature":"csv"} }""";

    /// <summary>Lets them use the product through all of these processes, so that several have to do with them.</summary>
    public async Task Live(params SiloProcess[] doors)
    {
        var at = 0;
        SiloProcess next() => doors[at++ % doors.Length];
        await Ok(next().Call("/v1/batch", Batch(
            $$"""{"type":"track","event":"import_failed","anonymousId":"visitor-{{mark}}","messageId":"v-{{mark}}","properties":{"code":"code-{{mark}}","feature":"csv"} }""",
            $$"""{"type":"track","event":"import_failed","userId":"{{Neighbour}}","messageId":"n-{{mark}}","properties":{"code":"disk","feature":"csv"} }""")));
        await Ok(next().Call("/v1/batch", Batch(
            $$"""{"type":"track","event":"import_failed","userId":"{{User}}","messageId":"event-{{mark}}","properties":{"code":"code-{{mark}}","feature":"csv"} }""",
            $$"""{"type":"identify","userId":"{{User}}","anonymousId":"visitor-{{mark}}","messageId":"i-{{mark}}","traits":{"role":"admin","locale":"{{$"locale{mark}"[..30]}}"},"context":{"groupId":"acct"} }""",
            Last)));
        await Ok(next().Call("/v1/decide", $$"""{"userId":"{{User}}","surface":"home.card","requestId":"request-{{mark}}"}"""));
        await Ok(next().Call(HttpMethod.Put, $"/v1/profiles/users/{User}/consents", $$"""{"consents":{"marketing":"denied"},"proof":"proof-{{mark}}"}"""));
        foreach (var door in doors)
        {
            await Ok(door.Call($"/v1/profiles/users/{User}"));
        }
    }

    /// <summary>A replay that names them, among the files of a process.</summary>
    public async Task<string> Replay(SiloProcess process)
    {
        var id = (await process.Call("/v1/replays", $$"""{"kind":"verify","from":"2026-01-01T00:00:00Z","subjects":["user:{{User}}"]}""")).Body.GetProperty("id").GetString()!;
        while ((await process.Call($"/v1/replays/{id}")).Body.GetProperty("state").GetString() is "waiting" or "running")
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        return id;
    }

    /// <summary>Erases them.</summary>
    public Task<(int Status, JsonElement Body)> Erase(SiloProcess process) => process.Call(HttpMethod.Delete, $"/v1/profiles/users/{User}");

    /// <summary>Whether a process knows nothing of them, and all of the one beside them.</summary>
    public async Task AssertGone(SiloProcess process)
    {
        Assert.Equal(404, (await process.Call($"/v1/profiles/users/{User}")).Status);
        Assert.Equal(404, (await process.Call($"/v1/profiles/anonymous/visitor-{mark}")).Status);
        Assert.Equal(1, (await process.Call($"/v1/profiles/users/{Neighbour}")).Body.GetProperty("version").GetInt64());
    }

    /// <summary>Whether nothing that is stored has a text of theirs.</summary>
    public async Task AssertNowhere(TestCluster cluster)
    {
        Assert.Empty(await PlainSearch.InTables(cluster.Database, Texts));
        Assert.Empty(PlainSearch.In(cluster.Folder, Texts));
    }

    private static string Batch(params string[] messages) => $$"""{"batch":[{{string.Join(',', messages)}}]}""";

    private static async Task Ok(Task<(int Status, JsonElement Body)> call)
    {
        var (status, body) = await call;
        Assert.True(status == 200, body.ToString());
    }
}
