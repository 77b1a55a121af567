using Microsoft.Data.Sqlite;
using Personalization.Gateway.Tests.Support;

namespace Personalization.Gateway.Tests.AccessLog;

public sealed class BrokenLogTests
{
    [Fact]
    public async Task A_change_that_cannot_be_noted_is_not_answered_as_done()
    {
        await using var server = new GatewayServer();
        await server.InitializeAsync();
        using (var file = new SqliteConnection($"Data Source={Path.Combine(server.Folder, "control.db")};Pooling=False"))
        {
            file.Open();
            using var drop = file.CreateCommand();
            drop.CommandText = "DROP TABLE access_log";
            drop.ExecuteNonQuery();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/keys") { Content = new StringContent("""{"scopes":["read"],"label":"unseen"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")) };
        string text;
        try
        {
            using var reply = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.False(reply.IsSuccessStatusCode);
            text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException broken)
        {
            text = broken.Message;
        }

        Assert.DoesNotContain("pk_", text, StringComparison.Ordinal);
    }
}
