using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Gateway.Authentication;
using Personalization.Gateway.Health;
using Personalization.Gateway.Http;
using Personalization.Gateway.Problems;
using Personalization.Gateway.Tests.Support;
using Personalization.Journal.Control;

namespace Personalization.Gateway.Tests.Problems;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task A_bug_is_500_and_tells_nothing_of_itself()
    {
        var (status, body) = await Run(_ => throw new InvalidOperationException("the secret of the bug"));

        Assert.Equal(500, status);
        Assert.Equal("internal", body.GetProperty("code").GetString());
        Assert.DoesNotContain("secret", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_that_failed_is_503_so_that_clients_come_again()
    {
        var (status, body) = await Run(_ => throw new Journal.JournalFailedException(new IOException("the disk is full")));

        Assert.Equal((503, "not_ready"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_body_that_came_too_slowly_is_408()
    {
        var (status, body) = await Run(_ => throw new BadHttpRequestException("slow", StatusCodes.Status408RequestTimeout));

        Assert.Equal((408, "request_timeout"), (status, body.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_server_that_is_stopping_refuses_new_calls_with_503_and_when_to_come_back()
    {
        var lifetime = new Lifetime();
        lifetime.StopApplication();
        var http = NewCall();

        await new AdmissionMiddleware(_ => throw new InvalidOperationException("It was let in."), new Admission(), new Drain(lifetime)).InvokeAsync(http);

        Assert.Equal(503, http.Response.StatusCode);
        Assert.Equal("1", http.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Calls_beyond_the_bound_are_503_until_others_have_left()
    {
        var admission = new Admission();
        var middleware = new AdmissionMiddleware(_ => Task.CompletedTask, admission, new Drain(new Lifetime()));
        while (admission.TryEnter())
        {
            // Fills the room.
        }

        var refused = NewCall();
        await middleware.InvokeAsync(refused);
        admission.Leave();
        var admitted = NewCall();
        await middleware.InvokeAsync(admitted);

        Assert.Equal((503, 200), (refused.Response.StatusCode, admitted.Response.StatusCode));
    }

    [Theory]
    [InlineData("en", "Not just now")]
    [InlineData("de-AT", "Im Augenblick nicht")]
    public async Task Who_calls_with_a_browser_is_told_so_by_a_page_in_their_language(string language, string title)
    {
        var lifetime = new Lifetime();
        lifetime.StopApplication();
        var stopping = NewVisit(language);
        await new AdmissionMiddleware(_ => throw new InvalidOperationException("It was let in."), new Admission(), new Drain(lifetime)).InvokeAsync(stopping);
        var failing = NewVisit(language);
        await new ProblemMiddleware(_ => throw new InvalidOperationException("the secret of the bug"), NullLogger<ProblemMiddleware>.Instance).InvokeAsync(failing);

        Assert.Equal((503, "1", 500, ""), (stopping.Response.StatusCode, stopping.Response.Headers.RetryAfter.ToString(), failing.Response.StatusCode, failing.Response.Headers.RetryAfter.ToString()));
        foreach (var http in new[] { stopping, failing })
        {
            Assert.Equal("text/html; charset=utf-8", http.Response.ContentType);
            Assert.StartsWith("default-src 'none'", http.Response.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
            var page = Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray());
            Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_address_below_that_of_the_page_is_for_people_too()
    {
        var http = NewVisit("en");
        await new ProblemMiddleware(
            context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            },
            NullLogger<ProblemMiddleware>.Instance).InvokeAsync(http);

        Assert.Equal((404, "text/html; charset=utf-8"), (http.Response.StatusCode, http.Response.ContentType));
    }

    [Fact]
    public void Memory_of_bodies_is_bounded_and_given_back()
    {
        var admission = new Admission();
        Assert.True(admission.TryHold((int)Limits.BodyBytesInFlight));
        Assert.False(admission.TryHold(1));

        admission.Release((int)Limits.BodyBytesInFlight);

        Assert.True(admission.TryHold(1));
    }

    private static DefaultHttpContext NewCall()
    {
        var http = new DefaultHttpContext();
        http.Response.Body = new MemoryStream();
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new Access(KeyScopes.Read)), "test"));
        return http;
    }

    private static DefaultHttpContext NewVisit(string language)
    {
        var http = NewCall();
        http.Request.Path = "/p/token";
        http.Request.Headers.AcceptLanguage = language;
        http.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(Access.ByLink), "test"));
        return http;
    }

    private static async Task<(int Status, JsonElement Body)> Run(RequestDelegate next)
    {
        var http = NewCall();
        await new ProblemMiddleware(next, NullLogger<ProblemMiddleware>.Instance).InvokeAsync(http);
        http.Response.Body.Position = 0;
        using var document = await JsonDocument.ParseAsync(http.Response.Body);
        return (http.Response.StatusCode, document.RootElement.Clone());
    }}
