using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Core;
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
        http.GetEndpoint()?.Metadata.GetMetadata<Access>() is not { Act: { } act } access ? next(http)
        // Whose link it is comes to light where it is opened, and the note begins there.
        : access.IsByLink ? Record(http, act)
        : Begin(http, act) is { } problem ? http.Problem(problem)
        : Record(http, act);

    private static Problem? Begin(HttpContext http, AccessAct act)
    {
        var (problem, note) = AccessNote.Begin(act, http.Caller(), http.Request.Headers[AccessNote.ActorHeader]);
        http.Features.Set(note);
        return problem;
    }

    private async Task Record(HttpContext http, AccessAct act)
    {
        // Before the first byte: with the status that the client will see, also where something above makes a problem of an exception.
        http.Response.OnStarting(() => Write(http));
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (!act.IsRead && http.RequestAborted.IsCancellationRequested)
        {
            // It may have been done all the same; of a look nothing was told.
            await Write(http, Gone, isDone: false, CancellationToken.None);
            throw;
        }

        // Nothing was written, or nobody is there to read it.
        await Write(http);
    }

    private Task Write(HttpContext http)
    {
        var status = http.Response.StatusCode;
        return Write(http, status.ToString(CultureInfo.InvariantCulture), status < StatusCodes.Status400BadRequest, http.RequestAborted);
    }

    private Task Write(HttpContext http, string status, bool isDone, CancellationToken cancellation) =>
        http.Features.Get<AccessNote>() is { } note ? recorder.Record(note, status, isDone, cancellation).AsTask() : Task.CompletedTask;
}

/// <summary>The note of a call.</summary>
internal static class NoteOfHttp
{
    /// <summary>Begins the note of a call that a link let in, where it is noted: the person does it themselves.</summary>
    public static void NoteByLink(this HttpContext http, SubjectKey subject)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Access>() is { Act: { } act })
        {
            http.Features.Set(new AccessNote(act, AccessNote.PersonByLink(subject.Tenant), actor: null) { Subject = subject });
        }
    }

    /// <summary>Says whom a call is about that is noted in the access log, and what else.</summary>
    public static void Note(this HttpContext http, SubjectKey? subject, string? about = null)
    {
        if (http.Features.Get<AccessNote>() is { } note)
        {
            (note.Subject, note.About) = (subject, about);
        }
    }
}
