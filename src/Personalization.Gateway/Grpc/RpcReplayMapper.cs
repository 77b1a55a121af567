using System.Runtime.InteropServices;
using Google.Protobuf.WellKnownTypes;
using Personalization.Core;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Replays;
using Personalization.Grpc.V1;
using Personalization.Replay.Jobs;
using JobMessage = Personalization.Grpc.V1.ReplayJob;
using KindMessage = Personalization.Grpc.V1.ReplayKind;
using ReplayKind = Personalization.Replay.Jobs.ReplayKind;
using StateMessage = Personalization.Grpc.V1.ReplayState;

namespace Personalization.Gateway.Grpc;

/// <summary>Replays between protobuf and this system.</summary>
internal static class RpcReplayMapper
{
    /// <summary>Reads a request.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public static Problem? Read(ReplayStartRequest request, out ReplayAsk? ask)
    {
        ask = null;
        var badFrom = RpcTime.Read(request.From, "/from", out var from);
        var badTo = RpcTime.Read(request.To, "/to", out var to);
        if ((badFrom ?? badTo ?? CheckArchive(request)) is { } problem)
        {
            return problem;
        }

        if (KindOf(request.Kind) is not { } kind)
        {
            return new Problem(ProblemCodes.Required, "/kind", "Say what to do: rebuild, what-if, verify or backfill.");
        }

        ask = new ReplayAsk(kind)
        {
            From = from,
            To = to,
            Subjects = request.Subjects,
            Into = Named(request.Into),
            CatalogHash = request.CatalogCase == ReplayStartRequest.CatalogOneofCase.CatalogHash ? request.CatalogHash : null,
            Archive = HasArchive(request) ? Bytes(request.CatalogArchive) : default,
            ImportFile = Named(request.ImportFile),
            Queue = Named(request.Queue),
            UntilEmpty = request.UntilEmpty,
            EventsPerSecond = request.EventsPerSecond == 0 ? null : request.EventsPerSecond,
        };
        return null;
    }

    /// <summary>Writes a job.</summary>
    public static JobMessage Write(ReplaySummary job) => new()
    {
        Id = job.Id,
        Kind = (KindMessage)((int)job.Kind + 1),
        State = (StateMessage)((int)job.State + 1),
        From = RpcTime.Write(job.From),
        To = RpcTime.Write(job.To),
        Subjects = job.Subjects,
        Into = job.Into ?? "",
        Catalog = job.Catalog ?? "",
        ImportFile = job.ImportFile ?? "",
        Queue = job.Queue ?? "",
        UntilEmpty = job.UntilEmpty,
        CreatedAt = RpcTime.Write(job.Created),
        StartedAt = RpcTime.Write(job.Started),
        EndedAt = RpcTime.Write(job.Ended),
        Progress = WriteProgress(job),
        FailureCode = job.Failure?.Code ?? "",
        Failure = job.Failure?.Message ?? "",
        Away = job.Away ?? "",
    };

    private static ReplayProgress WriteProgress(ReplaySummary job)
    {
        var written = new ReplayProgress
        {
            EventsPerSecond = job.EventsPerSecond,
            Remaining = job.Remaining is { } remaining ? Duration.FromTimeSpan(remaining) : null,
            Findings = job.Findings,
        };
        if (job.Share is { } share)
        {
            written.Share = share;
        }

        foreach (var (name, count) in job.Counts)
        {
            written.Counts.Add(name, count);
        }

        return written;
    }

    private static bool HasArchive(ReplayStartRequest request) => request.CatalogCase == ReplayStartRequest.CatalogOneofCase.CatalogArchive;

    private static Problem? CheckArchive(ReplayStartRequest request) => HasArchive(request) && request.CatalogArchive.Length is (0 or > Limits.ArchiveBytes)
        ? new Problem(ProblemCodes.ArchiveTooLarge, "/catalogArchive", $"An archive has 1 to {Limits.ArchiveBytes} bytes.")
        : null;

    private static ArraySegment<byte> Bytes(Google.Protobuf.ByteString bytes) =>
        MemoryMarshal.TryGetArray(bytes.Memory, out var segment) ? segment : new ArraySegment<byte>(bytes.ToByteArray());

    private static ReplayKind? KindOf(KindMessage kind) =>
        kind is >= KindMessage.Rebuild and <= KindMessage.Backfill ? (ReplayKind)((int)kind - 1) : null;

    private static string? Named(string text) => text.Length == 0 ? null : text;
}
