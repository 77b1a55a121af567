using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Core.Subjects;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.AccessLog;

/// <summary>Notes who does what at the addresses whose <see cref="Access"/> says so. What could not be noted is not answered.</summary>
internal sealed class AccessLogMiddleware(RequestDelegate next, AccessRecorder recorder)
{
    /// <summary>How a call ended whose client had gone.</summary>
    private const string Gone = "aborted";

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Access>() is { Act: { } act } ? Note(http, act) : next(http);

    private async Task Note(HttpContext http, AccessAct act)
    {
        var (problem, note) = AccessNote.Begin(act, http.Caller(), http.Request.Headers[AccessNote.ActorHeader]);
        if (problem is not null)
        {
            await http.Problem(problem);
            return;
        }

        http.Features.Set(note);
        // Before the first byte: with the status that the client will see, also where something above makes a problem of an exception.
        http.Response.OnStarting(() => Record(http, note!));
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (!act.IsRead && http.RequestAborted.IsCancellationRequested)
        {
            // It may have been done all the same; of a look nothing was told.
            await recorder.Record(note!, Gone, isDone: false, CancellationToken.None);
            throw;
        }

        // Nothing was written, or nobody is there to read it.
        await Record(http, note!);
    }

    private Task Record(HttpContext http, AccessNote note)
    {
        var status = http.Response.StatusCode;
        return recorder.Record(note, status.ToString(CultureInfo.InvariantCulture), status < StatusCodes.Status400BadRequest, http.RequestAborted).AsTask();
    }
}

/// <summary>The note of a call.</summary>
internal static class NoteOfHttp
{
    /// <summary>Says whom a call is about that is noted in the access log, and what else.</summary>
    public static void Note(this HttpContext http, SubjectKey? subject, string? about = null)
    {
        if (http.Features.Get<AccessNote>() is { } note)
        {
            (note.Subject, note.About) = (subject, about);
        }
    }
}
