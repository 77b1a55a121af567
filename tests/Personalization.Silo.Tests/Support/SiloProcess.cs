using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Personalization.Grpc;

namespace Personalization.Silo.Tests.Support;

/// <summary>The real executable in a process of its own.</summary>
internal sealed class SiloProcess : IAsyncDisposable
{
    private const string Key = "pk_test_silo-silo-silo-silo";

    private readonly Process process;

    private SiloProcess(Process process) => this.process = process;

    public HttpClient Http { get; private set; } = null!;

    public GrpcClient Grpc { get; private set; } = null!;

    /// <summary>What it has said on the error stream; complete once it has ended.</summary>
    public Task<string> Error { get; private set; } = null!;

    /// <summary>What it has said on the output stream since it listens; complete once it has ended.</summary>
    public Task<string> Output { get; private set; } = null!;

    /// <summary>Starts one over a database; returns when it listens, which it does when it has joined.</summary>
    public static async Task<SiloProcess> Start(string database, params string[] flags)
    {
        var silo = new SiloProcess(Launch(database, ["--http", "127.0.0.1:0", "--grpc", "127.0.0.1:0", .. flags]));
        silo.Error = silo.process.StandardError.ReadToEndAsync();
        var (http, grpc) = (await silo.Line("http  "), await silo.Line("grpc  "));

        // Read to the end, since a full pipe must not stop the silo.
        silo.Output = silo.process.StandardOutput.ReadToEndAsync();
        silo.Http = new HttpClient { BaseAddress = http };
        silo.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        silo.Grpc = GrpcClient.For(grpc, new GrpcClientOptions { Headers = new Metadata().Add("authorization", "Bearer " + Key) });
        return silo;
    }

    /// <summary>Runs the executable to its end.</summary>
    public static async Task<(int ExitCode, string Error)> Run(string? database, params string[] flags)
    {
        await using var run = new SiloProcess(Launch(database, flags));
        var error = run.process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (run.process.ExitCode, await error);
    }

    /// <summary>Asks it to stop, as Kubernetes does.</summary>
    public void Terminate()
    {
        using var signal = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends it between two instructions: it says nothing to anybody.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What <c>/readyz</c> says of each condition.</summary>
    public async Task<(int Status, Dictionary<string, bool> Checks)> Ready()
    {
        using var answer = await Http.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return ((int)answer.StatusCode, body.RootElement.GetProperty("checks").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetBoolean()));
    }

    /// <summary>Makes a call with JSON.</summary>
    public Task<(int Status, JsonElement Body)> Call(string path, string? json = null) => Call(json is null ? HttpMethod.Get : HttpMethod.Post, path, json);

    /// <summary>Makes a call of any kind.</summary>
    public async Task<(int Status, JsonElement Body)> Call(HttpMethod method, string path, string? json = null)
    {
        using var content = json is null ? null : new StringContent(json, new MediaTypeHeaderValue("application/json"));
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return ((int)answer.StatusCode, body.RootElement.Clone());
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        Grpc?.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task<Uri> Line(string start)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return new Uri(line[start.Length..]);
            }
        }

        throw new InvalidOperationException($"The silo ended: {await Error}");
    }

    private static Process Launch(string? database, string[] flags)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Personalization.Silo.dll"), .. flags])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var variable in start.Environment.Keys.Where(name => name.StartsWith("PERSONALIZATION_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["PERSONALIZATION_API_KEY"] = Key;
        if (database is not null)
        {
            start.Environment["PERSONALIZATION_POSTGRES"] = database;
        }

        return Process.Start(start)!;
    }
}
