using System.Buffers.Binary;
using System.Diagnostics;
using Google.Protobuf;
using Personalization.Grpc.Health.V1;
using Personalization.Grpc.V1;

namespace Personalization.Benchmarks.Smoke;

/// <summary>Unary calls: a bare POST, an empty gRPC call, and decisions as a peek and served.</summary>
internal static class UnaryScenarios
{
    private const string Bare = "bare Kestrel HTTP/2 POST";
    private const string Empty = "empty unary gRPC call";
    private static readonly string[] GrpcHeaders = ["content-type: application/grpc", "te: trailers"];

    public static IEnumerable<Scenario> All(Bench bench)
    {
        yield return new Scenario("unary `Decide`, p99 of 8 in flight", "ms", "< 1 ms", duration => Latency(bench, duration)) { IsMet = ms => ms < 1 };
        var empty = File(bench, "empty", new HealthCheckRequest());
        yield return Load(Bare, "", new Uri(bench.Peer, "/bare"), empty, GrpcHeaders[1]);
        yield return Load(Empty, ">= 85 %", new Uri(bench.Peer, "/grpc.health.v1.Health/Check"), empty, GrpcHeaders) with { Baseline = Bare, IsMet = ratio => ratio >= 0.85 };
        yield return Decide(bench, "unary `Decide`, peek", DecideMode.Peek, ">= 80 %") with { IsMet = ratio => ratio >= 0.8 };
        yield return Decide(bench, "unary `Decide`, serve", DecideMode.Serve, ">= 60 %") with { IsMet = ratio => ratio >= 0.6 };
    }

    private static Scenario Decide(Bench bench, string name, DecideMode mode, string bar)
    {
        var body = File(bench, mode.ToString(), Questions.Of(Questions.Known(bench), mode));
        return Load(name, bar, new Uri(bench.Grpc, Decisions.Decide.Path), body, [.. GrpcHeaders, "authorization: Bearer " + bench.Key]) with { Baseline = Empty };
    }

    private static Scenario Load(string name, string bar, Uri address, string bodyFile, params string[] headers) =>
        new(name, "calls/s", bar, duration => H2Load.Post(address, bodyFile, duration, headers))
        {
            Skipped = H2Load.IsPresent ? null : "needs h2load (Debian: nghttp2-client)",
        };

    /// <summary>A gRPC frame in a file, as h2load wants it.</summary>
    private static string File(Bench bench, string name, IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.CalculateSize());
        message.WriteTo(frame.AsSpan(5));
        var path = Path.Combine(bench.Scratch, name + ".grpc");
        System.IO.File.WriteAllBytes(path, frame);
        return path;
    }

    private static async Task<double> Latency(Bench bench, TimeSpan duration)
    {
        var user = Questions.Known(bench);
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var mine = new List<double>();
            while (clock.Elapsed < duration)
            {
                var start = Stopwatch.GetTimestamp();
                await bench.Client.UnaryAsync(Decisions.Decide, Questions.Of(user, DecideMode.Peek));
                mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return mine;
        }));
        var sorted = latencies.SelectMany(one => one).Order().ToArray();
        return sorted[(int)(sorted.Length * 0.99)];
    }
}
