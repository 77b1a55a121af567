using System.Text;
using Personalization.Core.Subjects;
using Personalization.Gateway.SubjectRequests;
using Personalization.Grpc;
using Personalization.Grpc.V1;
using KindMessage = Personalization.Grpc.V1.SubjectKind;

namespace Personalization.Gateway.Grpc;

/// <summary>What people may ask for in <c>personalization.v1.Profiles</c>: everything that is kept about them, and that it is destroyed.</summary>
internal sealed class RpcSubjectRequests(SubjectExport export, EraseEndpoints erasure, RpcAccessLog log)
{
    /// <summary>Everything that is kept about a subject, some records to a message.</summary>
    public async ValueTask Export(ProfilesExportRequest request, ResponseStream<ProfilesExportResponse> responses, CallContext call)
    {
        var subject = SubjectOf(request.Kind, request.Id, call);
        if (await export.Check(subject, call.CancellationToken) is { } problem)
        {
            throw problem.ToException();
        }

        call.Note(subject);
        await log.Begin(call);
        using var writer = new ExportWriter();
        var (message, bytes) = (new ProfilesExportResponse(), 0);
        await foreach (var record in export.Read(subject, call.CancellationToken))
        {
            var line = writer.Write(record);
            message.Records.Add(Encoding.UTF8.GetString(line.Span));
            bytes += line.Length;
            if (bytes >= Limits.ExportFlushBytes || record is ExportEnd)
            {
                await responses.WriteAsync(message);
                (message, bytes) = (new ProfilesExportResponse(), 0);
            }
        }
    }

    /// <summary>Destroys everything that is kept about a subject.</summary>
    public async ValueTask<ProfilesEraseResponse> Erase(ProfilesEraseRequest request, CallContext call)
    {
        var subject = SubjectOf(request.Kind, request.Id, call);
        var done = await erasure.Erase(subject, call.CancellationToken);
        call.Note(subject, done.IsOk ? done.Value.Id : null);
        return done.IsOk
            ? new ProfilesEraseResponse { Receipt = done.Value.Id, ErasedAt = RpcTime.Write(done.Value.At), Events = done.Value.Events, DeadLetters = done.Value.DeadLetters }
            : throw done.Problem.ToException();
    }

    private static SubjectKey SubjectOf(KindMessage kind, string id, CallContext call) => RpcProfiles.KindOf(kind) is { } known
        ? new SubjectKey(call.Caller().Tenant, known, id)
        : throw RpcProfiles.KindMissing.ToException();
}
