using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Gateway.AccessLog;
using Personalization.Gateway.Json;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.SubjectRequests;

/// <summary><c>DELETE /v1/profiles/{users|accounts|anonymous}/{id}</c>: erases a subject.</summary>
/// <param name="erasures">Who can; nobody on a host that was put together without.</param>
internal sealed class EraseEndpoints(IEnumerable<SubjectErasure> erasures)
{
    private readonly SubjectErasure? erasure = erasures.SingleOrDefault();

    /// <summary>Whether this host can erase.</summary>
    public bool CanErase => erasure is not null;

    /// <summary>Erases a subject and answers with the receipt.</summary>
    public async Task Delete(HttpContext http, SubjectKind kind)
    {
        var subject = ProfileEndpoints.SubjectOf(http, kind);
        var done = await Erase(subject, http.RequestAborted);
        http.Note(subject, done.IsOk ? done.Value.Id : null);
        await Answer(http, done);
    }

    /// <summary>Answers with the receipt, or with why there is none.</summary>
    public Task Answer(HttpContext http, Answer<ErasureReceipt> done) =>
        done.IsOk ? JsonReply.Write(http.Response, done.Value, static (writer, receipt) =>
        {
            writer.WriteStartObject();
            writer.WriteString("receipt"u8, receipt.Id);
            writer.WriteString("erasedAt"u8, receipt.At.ToString());
            writer.WriteNumber("events"u8, receipt.Events);
            writer.WriteNumber("deadLetters"u8, receipt.DeadLetters);
            writer.WriteEndObject();
        }) : http.Problem(done.Problem);

    /// <summary>The same under every protocol.</summary>
    public ValueTask<Answer<ErasureReceipt>> Erase(SubjectKey subject, CancellationToken cancellation) => erasure is null
        ? new(new Problem(ProblemCodes.CannotErase, "", "This host was put together without what erases."))
        : erasure.Erase(subject, cancellation);

    /// <summary>Erases a subject that lives in another region now, unless it has events beyond a version.</summary>
    public ValueTask<Answer<ErasureReceipt>> EraseMoved(SubjectKey subject, long version, CancellationToken cancellation) => erasure is null
        ? new(new Problem(ProblemCodes.CannotErase, "", "This host was put together without what erases."))
        : erasure.EraseMoved(subject, version, cancellation);
}
