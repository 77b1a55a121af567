namespace Personalization.Authoring.Tests;

public class WarningTests
{
    private const string Header = "catalog: { name: test }\n";
    private const string Traits = "traits: { role: { of: user, type: string, enum: [admin, member] }, age: { of: user, type: integer } }\nstages: [{ id: s, of: user, when: user.role == 'admin' && user.age > 1 }]\n";
    private const string Words = "kind: card, owner: me, content: { en: { title: a } }, why: { en: a }";
    private const string Action = Words + ", surfaces: [home], audience: 'true'";
    private const string Home = "surfaces: { home: { channel: in_app, max: 3 } }\n";
    private const string Actions = "actions:\n  a: { " + Action + " }\n";

    public static TheoryData<string, string> Reach { get; } = new()
    {
        { "unreachable_action", Home + "actions:\n  a: { " + Words + ", surfaces: [home], audience: ▶'false' }" },
        { "unreachable_action", Home + Traits + "actions:\n  a: { " + Words + ", surfaces: [home], audience: ▶user.role == 'admin' && user.role == 'member' }" },
        { "unreachable_stage", "stages:\n  - { id: a, of: user, when: 'true' }\n  - { id: b, of: account, when: 'true' }\n  - { id: ▶c, of: user, when: user.version > 1 }" },
        { "unreachable_stage", "stages:\n  - { id: a, of: user, when: ▶user.version > 1 && user.version < 1 }" },
        { "unreachable_rule", "flags:\n  a: { owner: me, variants: { x: 1, y: 2 }, default: x, rules: [{ when: 'true', variant: y }, ▶{ when: user.known, variant: x }] }" },
        { "unreachable_variant", "flags:\n  a: { owner: me, variants: { x: 1, ▶y: 2 }, default: x }" },
    };

    public static TheoryData<string, string> Bounds { get; } = new()
    {
        { "cap_never_binds", "caps:\n  ▶a: { per: user, max: 1 }" },
        { "cap_never_binds", "gaps:\n  ▶a: { per: user, atLeast: 1h }" },
        { "cap_never_binds", Home + Actions + "caps:\n  ▶a: { per: user, max: 3, each: day, counts: { surfaces: [home] } }\n  b: { per: user, max: 3, each: week, counts: { channels: [in_app] } }" },
        { "cap_never_binds", Home + Actions + "caps:\n  ▶a: { per: user, max: 3, window: 1d, counts: { surfaces: [home] } }\n  b: { per: user, max: 2, counts: { channels: [in_app] } }" },
        { "cap_never_binds", Home + Actions + "caps:\n  a: { per: user, max: 3, window: 1d, counts: { surfaces: [home] } }\n  ▶b: { per: user, max: 3, window: 1d, counts: { channels: [in_app] } }" },
        { "cap_never_binds", Home + Actions + "caps:\n  ▶a: { per: user, max: 7, window: 1d, counts: { surfaces: [home] } }\ngaps:\n  b: { per: user, atLeast: 4h, counts: { channels: [in_app] } }" },
        { "group_never_binds", Home + "groups:\n  ▶g: { max: 2 }\nactions:\n  a: { group: g, " + Action + " }\n  b: { group: g, " + Action + " }" },
        { "group_never_binds", Home + "groups:\n  ▶g: {}\nactions:\n  a: { group: g, " + Action + " }" },
        { "tag_limit_never_binds", "surfaces: { home: { channel: in_app, max: 3, perTag: { ▶t: 1 } } }\nactions:\n  a: { tags: [t], " + Action + " }" },
    };

    public static TheoryData<string, string> Uses { get; } = new()
    {
        { "unused", "channels: { ▶email: {} }" },
        { "unused", "surfaces: { ▶home: { channel: in_app } }" },
        { "unused", "groups: { ▶g: { max: 1 } }" },
        { "unused", "topics: { ▶t: {} }" },
        { "unused", "budgets: { ▶b: { max: 1 } }" },
        { "unused", "quietHours: { ▶q: [{ from: '22:00', to: '07:00' }] }" },
        { "unused", "segments: { ▶s: { of: user, when: user.known } }" },
        { "unused", "traits: { ▶role: { of: user, type: string } }" },
        { "unused", Home + "tiers: [▶a, b]\n" + Actions },
    };

    public static TheoryData<string, string> Meanings { get; } = new()
    {
        { "not_deferred", "quietHours: { q: [{ from: '22:00', to: '07:00' }] }\nsurfaces: { home: { channel: in_app, quietHours: ▶q } }\n" + Actions },
        { "not_deferred", "quietHours: { q: [{ from: '22:00', to: '07:00' }] }\nchannels: { in_app: { quietHours: ▶q } }\n" + Home + Actions },
        { "not_deferred", Home + "actions:\n  a: { ▶bestTime: { from: '09:00', to: '10:00' }, " + Action + " }" },
        { "missing_owner", Home + "actions:\n  ▶a: { " + Action.Replace("owner: me, ", "", StringComparison.Ordinal) + " }" },
        { "missing_owner", "flags:\n  ▶a: { variants: { x: 1 }, default: x }" },
        { "review_due", Home + "actions:\n  a: { reviewBy: ▶2026-02-28, " + Action + " }" },
        { "review_due", "flags:\n  a: { owner: me, variants: { x: 1 }, default: x, reviewBy: ▶2026-02-28 }" },
        { "missing_translation", Home + "actions:\n  a: { " + Action.Replace("{ title: a } }", "{ title: a, body: b }, ▶de: { title: a } }", StringComparison.Ordinal).Replace("why: { en: a }", "why: { en: a, de: a }", StringComparison.Ordinal) + " }" },
        { "missing_translation", Home + "actions:\n  a: { " + Action.Replace("why: { en: a }", "▶why: { en: a }", StringComparison.Ordinal).Replace("{ title: a } }", "{ title: a }, de: { title: a } }", StringComparison.Ordinal) + " }" },
        { "missing_translation", Home + "actions:\n  a: { " + Action.Replace("content:", "▶content:", StringComparison.Ordinal).Replace("why: { en: a }", "why: { en: a, de: a }", StringComparison.Ordinal) + " }" },
        { "unknown_locale", Home + "actions:\n  a: { " + Action.Replace("{ title: a } }", "{ title: a }, ▶en-UK: { title: a } }", StringComparison.Ordinal).Replace("why: { en: a }", "why: { en: a, en-UK: a }", StringComparison.Ordinal) + " }" },
        { "unknown_locale", "catalog: { name: test, defaultLocale: ▶xx }" },
    };

    [Theory]
    [MemberData(nameof(Reach))]
    public void What_nobody_gets_to_is_a_warning(string code, string marked) => AssertOnly(code, marked);

    [Theory]
    [MemberData(nameof(Bounds))]
    public void What_holds_nothing_back_is_a_warning(string code, string marked) => AssertOnly(code, marked);

    [Theory]
    [MemberData(nameof(Uses))]
    public void What_nothing_refers_to_is_a_warning(string code, string marked) => AssertOnly(code, marked);

    [Theory]
    [MemberData(nameof(Meanings))]
    public void What_is_hardly_meant_is_a_warning(string code, string marked) => AssertOnly(code, marked);

    [Theory]
    [InlineData(Home + Actions + "caps:\n  a: { per: user, max: 3, each: week, counts: { surfaces: [home] } }\n  b: { per: user, max: 2, each: day, counts: { channels: [in_app] } }")]
    [InlineData(Home + Actions + "caps:\n  a: { per: user, max: 6, window: 1d, counts: { surfaces: [home] } }\ngaps:\n  b: { per: user, atLeast: 4h, counts: { channels: [in_app] } }")]
    [InlineData(Home + Actions + "caps:\n  a: { per: user, max: 3, each: day, counts: { surfaces: [home] } }\n  b: { per: account, max: 1, counts: { channels: [in_app] } }")]
    [InlineData(Home + Actions + "caps:\n  a: { per: user, max: 3, window: 7d, counts: { surfaces: [home] } }\n  b: { per: user, max: 2, window: 1d, counts: { surfaces: [home] } }")]
    [InlineData("surfaces: { home: { channel: in_app, max: 3, perTag: { t: 1 } } }\nactions:\n  a: { tags: [t], " + Action + " }\n  b: { tags: [t], " + Action + " }")]
    [InlineData(Home + "groups:\n  g: { max: 1 }\nactions:\n  a: { group: g, " + Action + " }\n  b: { group: g, " + Action + " }")]
    [InlineData("traits: { locale: { of: user, type: string }, timezone: { of: user, type: string } }")]
    [InlineData("segments: { s: { of: user, when: user.known }, t: { of: user, when: user.segments.s } }\nflags: { f: { owner: me, reviewBy: 2026-03-01, variants: { x: 1, y: 2 }, default: x, rules: [{ when: user.segments.t, variant: y }] } }")]
    [InlineData(Home + "traits: { name: { of: user, type: string } }\nactions:\n  a: { kind: card, owner: me, surfaces: [home], audience: user.known, content: { zh-Hant-TW: { title: 'x ${user.name}' }, en: { title: a } }, why: { en: a, zh-Hant-TW: b } }")]
    [InlineData("quietHours: { q: [{ from: '22:00', to: '07:00' }] }\nchannels: { in_app: { defers: false, quietHours: q } }\n" + Home + "actions:\n  a: { bestTime: { from: '09:00', to: '10:00' }, " + Action + " }")]
    public void What_is_well_meant_gives_no_warning(string text)
    {
        var load = Review(text);

        Assert.Empty(load.Problems);
        Assert.Empty(load.Warnings);
    }

    [Fact]
    public void Warnings_never_fail_a_load_and_come_only_where_they_are_asked_for()
    {
        const string Text = Header + "surfaces: { home: { channel: in_app } }";

        Assert.Empty(CatalogLoader.LoadFiles([("a.yaml", Text)]).Warnings);
        var reviewed = CatalogLoader.LoadFiles([("a.yaml", Text)], review: new CatalogReview(new DateOnly(2026, 3, 1)));
        Assert.True(reviewed.Succeeded);
        Assert.Equal("a.yaml:2:13: warning unused: The surface `home` is not used.\n  surfaces: { home: { channel: in_app } }\n              ^^^^\n  hint: No action is shown there.", Assert.Single(reviewed.Warnings).Render());
    }

    private static void AssertOnly(string code, string marked)
    {
        var source = Marked.Parse(marked);

        var load = Review(source.Text);

        Assert.Empty(load.Problems);
        var warning = Assert.Single(load.Warnings);
        Assert.Equal((code, $"bad.yaml:{source.Line}:{source.Column}"), (warning.Code, $"{warning.File}:{warning.Line}:{warning.Column}"));
        Assert.Equal(CatalogSeverity.Warning, warning.Severity);
    }

    private static CatalogLoad Review(string text) => CatalogLoader.LoadFiles(
        [("0.yaml", text.StartsWith("catalog", StringComparison.Ordinal) ? "" : Header), ("bad.yaml", text)], review: new CatalogReview(new DateOnly(2026, 3, 1)));
}
