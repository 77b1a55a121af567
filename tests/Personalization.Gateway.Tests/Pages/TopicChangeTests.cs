using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs;
using Personalization.Gateway.Pages.Choices;

namespace Personalization.Gateway.Tests.Pages;

/// <summary>What is said of topics, held against the rule of which word counts.</summary>
public sealed class TopicChangeTests
{
    private static readonly string[] Channels = ["email", "push"];

    private static readonly Catalog Catalog = new()
    {
        Name = "choices",
        Hash = new CatalogHash("0"),
        Surfaces = [.. Channels.Select(channel => new SurfaceDefinition(channel, channel, 1))],
        Topics =
        [
            new TopicDefinition("tips") { Channels = ImmutableSortedDictionary<string, bool>.Empty.Add("push", false) },
            new TopicDefinition("tips.news") { ParentSlot = 0, IsOnByDefault = false },
            new TopicDefinition("tips.tricks") { ParentSlot = 0 },
            new TopicDefinition("offers") { IsOnByDefault = false },
        ],
    };

    private static readonly string[] Words = [.. Catalog.Topics.SelectMany(topic => Channels.Select(channel => $"{topic.Id}/{channel}").Prepend(topic.Id))];

    [Fact]
    public void What_was_ticked_is_what_counts_whatever_had_been_said_before() =>
        Prop.ForAll<DoNotSize<uint>, byte>((any, ticks) =>
        {
            var before = any.Item;
            // Two bits for each word: never said, on, off.
            var said = Words.Index().Where(word => (before >> (word.Index * 2) & 2) != 0).ToDictionary(word => word.Item, word => (before >> (word.Index * 2) & 1) != 0);
            var (shown, wanted) = (Form(said), Form(Boxes.Index().ToDictionary(box => box.Item, box => (ticks >> box.Index & 1) != 0)));

            foreach (var (setting, isOn) in new TopicChange(shown, wanted, Catalog).Find())
            {
                said[setting] = isOn;
            }

            return Boxes.All(box => Counts(said, box) == wanted.Topics[box]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whoever_changes_nothing_says_nothing() => Assert.Empty(new TopicChange(Form(Nothing), Form(Nothing), Catalog).Find());

    [Fact]
    public void What_is_alike_on_all_channels_is_said_of_the_topic_too()
    {
        var off = Form(Nothing) with { Topics = new Dictionary<string, bool>(Form(Nothing).Topics) { ["tips/email"] = false } };

        Assert.Equal(
            ["tips", "tips.news/email", "tips.news/push", "tips.tricks/email", "tips.tricks/push", "tips/email"],
            new TopicChange(Form(Nothing), off, Catalog).Find().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void After_everything_is_switched_off_nothing_is_on_whatever_had_been_said_before() =>
        Prop.ForAll<DoNotSize<uint>>(any =>
        {
            var before = any.Item;
            var said = Words.Index().Where(word => (before >> (word.Index * 2) & 2) != 0).ToDictionary(word => word.Item, word => (before >> (word.Index * 2) & 1) != 0);
            foreach (var (setting, isOn) in TopicChange.Off(Form(said), Catalog))
            {
                said[setting] = isOn;
            }

            return Boxes.All(box => !Counts(said, box));
        }).QuickCheckThrowOnFailure();

    private static Dictionary<string, bool> Nothing => [];

    private static IEnumerable<string> Boxes => Words.Where(word => word.Contains('/', StringComparison.Ordinal));

    private static ChoiceForm Form(Dictionary<string, bool> said) => new()
    {
        Consents = new Dictionary<string, bool>(),
        Topics = Boxes.ToDictionary(box => box, box => Counts(said, box)),
        DataSources = new Dictionary<string, bool>(),
        Digests = new Dictionary<string, string>(),
        PauseUntil = "",
        Quiet = [],
    };

    /// <summary>The guide's rule: of the topic on the channel, of the topic, of its parent on the channel, of its parent; else the catalog.</summary>
    private static bool Counts(Dictionary<string, bool> said, string box)
    {
        var (topic, channel) = (box.Split('/')[0], box.Split('/')[1]);
        var definition = Catalog.Topics.Single(one => one.Id == topic);
        string[] order = definition.ParentSlot < 0 ? [box, topic] : [box, topic, $"tips/{channel}", "tips"];
        Dictionary<string, bool> catalog = new() { ["tips"] = true, ["tips/push"] = false, ["tips.news"] = false, ["offers"] = false };
        return order.FirstOrDefault(said.ContainsKey) is { } word ? said[word] : catalog[order.First(catalog.ContainsKey)];
    }
}
