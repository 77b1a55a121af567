using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Personalization.Core.Subjects;
using Personalization.Gateway.Profiles;
using Personalization.Grains;

namespace Personalization.Gateway.Watching;

/// <summary>A response of server-sent events (HTML Living Standard, section 9.2): <c>id</c> is <see cref="IdOf"/>, <c>data</c> the profile on one line.</summary>
internal sealed class ProfileEvents(HttpResponse response)
{
    private readonly ArrayBufferWriter<byte> buffer = new();

    /// <summary>Sends the head of the response, and how soon to come back after its end.</summary>
    public async Task Begin(CancellationToken cancellation)
    {
        response.ContentType = "text/event-stream";
        response.Headers[HeaderNames.CacheControl] = "no-store";
        // Proxies of the nginx family hold small responses back unless they are told.
        response.Headers["X-Accel-Buffering"] = "no";
        await Write($"retry: {(Limits.RetryAfterSeconds * 1000).ToString(CultureInfo.InvariantCulture)}\n\n", cancellation);
    }

    /// <summary>The id of an event: the profile's version, and whose that is where it is not the subject that was asked about. Versions of two people say nothing of each other.</summary>
    public static string IdOf(ProfileView view, in SubjectKey asked) => view.Subject == asked
        ? view.Version.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{view.Version}@{view.Subject.StableHash():x16}");

    /// <summary>Sends a profile; waits while the client does not read.</summary>
    public async Task Send(ProfileView view, SubjectKey asked, CancellationToken cancellation)
    {
        buffer.ResetWrittenCount();
        Add($"event: profile\nid: {IdOf(view, asked)}\ndata: ");
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
        {
            ProfileWriter.Write(json, view);
        }

        Add("\n\n");
        await response.Body.WriteAsync(buffer.WrittenMemory, cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    /// <summary>Sends a comment, so that nobody on the way takes the connection for dead.</summary>
    public Task KeepAlive(CancellationToken cancellation) => Write(": keep-alive\n\n", cancellation);

    private async Task Write(string text, CancellationToken cancellation)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    private void Add(string text) => Encoding.UTF8.GetBytes(text, buffer);
}
