using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Authoring;
using Personalization.Core;
using Personalization.Core.Expressions;
using Personalization.Samples.Saas;

namespace Personalization.Cli.Tests.Simulating;

/// <summary>The history with the defaults; made once, as it is large.</summary>
public sealed class DefaultHistory
{
    public static readonly DateTimeOffset Until = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<HistoryEvent> Events { get; } = [.. SaasHistory.Generate(new HistoryOptions(Until))];
}

public sealed class HistoryTests(DefaultHistory history) : IClassFixture<DefaultHistory>
{
    [Fact]
    public void There_are_about_300_000_events_of_2_000_users_in_200_accounts()
    {
        Assert.InRange(history.Events.Count, 280_000, 340_000);
        Assert.InRange(history.Events.Select(one => one.UserId).OfType<string>().Distinct().Count(), 1_900, 2_000);
        Assert.Equal(200, history.Events.Select(one => one.GroupId).Distinct().Count());
    }

    [Fact]
    public void Events_come_in_the_order_of_their_times_and_none_after_the_end()
    {
        Assert.All(history.Events.Zip(history.Events.Skip(1)), pair => Assert.True(pair.First.Timestamp <= pair.Second.Timestamp, pair.Second.MessageId));
        Assert.True(history.Events[^1].Timestamp <= DefaultHistory.Until);
        Assert.True(history.Events[0].Timestamp >= DefaultHistory.Until.AddDays(-60));
    }

    [Fact]
    public void No_message_id_comes_twice() =>
        Assert.Equal(history.Events.Count, history.Events.Select(one => one.MessageId).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void Every_event_keeps_the_contracts_of_the_sample_catalog()
    {
        var catalog = CatalogLoader.LoadFolder(Repository.PathOf("samples/saas/catalog")).Catalog!;
        var contracts = catalog.Events.ToDictionary(one => one.Name, one => one.Properties, StringComparer.Ordinal);
        var problems = new List<Problem>();

        Assert.All(history.Events.Where(one => one.Type == "track"), one =>
        {
            var fields = one.Fields.Select(field => KeyValuePair.Create(Value.String(field.Name), ValueOf(field.Value)));
            Assert.True(contracts[one.Name!].Check(Value.Map(new ValueMap([.. fields])), "", problems), $"{one.MessageId}: {string.Join(' ', problems)}");
        });
    }

    [Fact]
    public void The_first_events_are_the_same_in_every_build()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true }))
        {
            foreach (var one in history.Events.Take(10_000))
            {
                one.WriteTo(writer);
                writer.Flush();
                writer.Reset();
            }
        }

        Assert.Equal("20b145a3773d08606934fc363bf7d3804306fb5690c53dd5d83545765b6fffc2", Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())));
    }

    [Fact]
    public void Things_go_wrong_and_some_people_leave()
    {
        var lastSeen = history.Events.Where(one => one.UserId is not null).GroupBy(one => one.UserId!).Select(one => one.Max(its => its.Timestamp));

        Assert.InRange(Count("import_failed"), 2_000, 10_000);
        Assert.InRange(Count("export_failed"), 200, 2_000);
        Assert.InRange(Count("ticket_opened"), 100, 1_000);
        Assert.InRange(lastSeen.Count(at => at < DefaultHistory.Until.AddDays(-10)), 200, 1_000);
    }

    [Fact]
    public void Accounts_buy_larger_plans() =>
        Assert.True(Count("quota_set") > 2 * 200, "every account sets two quotas when it signs up");

    [Fact]
    public void Even_on_the_first_of_a_month_and_a_Sunday_it_ends_with_open_failures_and_quotas_nearly_used()
    {
        Assert.InRange(LiveState.OpenImportFailures(history.Events, DefaultHistory.Until.AddDays(-1)).Count, 15, 200);
        Assert.InRange(LiveState.RunsShares(history.Events, DefaultHistory.Until).Count(share => share is >= 0.8 and <= 0.95), 8, 60);
    }

    [Fact]
    public void Nobody_uses_more_than_the_quota() =>
        Assert.DoesNotContain(LiveState.RunsShares(history.Events, DefaultHistory.Until), share => share > 1.02);

    private int Count(string name) => history.Events.Count(one => one.Type == "track" && one.Name == name);

    private static Value ValueOf(object field) => field switch
    {
        string text => Value.String(text),
        long number => Value.Int(number),
        _ => throw new InvalidOperationException($"{field}"),
    };
}
