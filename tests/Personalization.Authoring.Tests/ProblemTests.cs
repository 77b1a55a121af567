namespace Personalization.Authoring.Tests;

public class ProblemTests
{
    private const string Header = "catalog: { name: test }\n";

    private const string Events = """
        events:
          used: { touches: [account], properties: { type: object, properties: { meter: { enum: [runs], type: string }, amount: { type: number }, note: { type: string } } } }
          failed: { properties: { type: object, properties: { code: { type: string }, level: { type: integer } } } }

        """;

    private const string Traits = """
        traits:
          role: { of: user, type: string, enum: [admin, member] }
          plan: { of: account, type: string }
          age: { of: user, type: integer }

        """;

    private const string Rest = """
        surfaces: { home: { channel: in_app } }
        caps: { weekly: { per: user, max: 2, window: 7d } }

        """;

    private const string Action = "kind: card, surfaces: [home], content: { en: { title: a } }, why: { en: a }, audience: 'true'";

    public static TheoryData<string, string> Shapes { get; } = new()
    {
        { "unexpected_property", "▶acions: {}" },
        { "unexpected_property", "surfaces:\n  home: { channel: in_app, ▶maxx: 1 }" },
        { "missing_property", "surfaces:\n  ▶home: { max: 1 }" },
        { "wrong_type", "surfaces:\n  home: { channel: in_app, max: ▶'1' }" },
        { "wrong_type", "surfaces: ▶[]" },
        { "wrong_type", "actions:\n  a.b:▶\n" },
        { "out_of_range", "surfaces:\n  home: { channel: in_app, max: ▶21 }" },
        { "bad_property_name", "surfaces:\n  ▶Home Card: { channel: in_app }" },
        { "pattern_mismatch", "caps:\n  a: { per: user, max: 1, window: ▶7 days }" },
        { "pattern_mismatch", "catalog: { name: ▶My Catalog }" },
        { "not_allowed", "caps:\n  a: { per: ▶person, max: 1 }" },
        { "too_few_items", "checklists:\n  a: { of: user, steps: ▶[] }" },
        { "duplicate_items", "events:\n  a: { touches: ▶[user, user] }" },
        { "too_long", "actions:\n  a.b: { " + Action.Replace("why: { en: a }", "why: { en: ▶" + new string('x', 501) + " }", StringComparison.Ordinal) + " }" },
    };

    public static TheoryData<string, string> Syntax { get; } = new()
    {
        { "yaml_syntax", "surfaces:\n  home:\n▶\tchannel: in_app\n" },
        { "yaml_syntax", "surfaces: { home: { channel: ▶@x } }\n" },
        { "yaml_syntax", "surfaces: { home: ▶'x }\n" },
        { "yaml_syntax", "surfaces: ▶[a\nb: 1\n" },
        { "yaml_anchor", "surfaces: ▶&all { home: { channel: in_app } }\n" },
        { "yaml_anchor", "surfaces: ▶*all\n" },
        { "yaml_tag", "surfaces: ▶!!map { home: { channel: in_app } }\n" },
        { "yaml_key", "surfaces:\n  ? ▶[a]\n  : b\n" },
        { "yaml_documents", "surfaces: {}\n▶---\nevents: {}\n" },
        { "duplicate_key", "surfaces:\n  home: { channel: in_app }\n  ▶home: { channel: email }\n" },
    };

    public static TheoryData<string, string> References { get; } = new()
    {
        { "unsupported_keyword", "events:\n  a: { properties: { type: object, ▶patternPropertys: {} } }" },
        { "unknown_format", "events:\n  a: { properties: { properties: { b: { format: ▶datetime } } } }" },
        { "bad_schema", "events:\n  a: { properties: { type: ▶text } }" },
        { "bad_schema", "events:\n  a: { properties: ▶{ type: string } }" },
        { "bad_pattern", "events:\n  a: { properties: { properties: { b: { pattern: ▶'(' } } } }" },
        { "value_not_allowed", "traits:\n  a: { of: user, type: string, enum: [b, ▶1] }" },
        { "bad_combination", "traits:\n  a: { of: account, type: string, perAccount: ▶true }" },
        { "unknown_event", "counters:\n  a: { of: user, counted: { event: ▶faild }, window: 1d }" },
        { "unknown_event", "actions:\n  a.b: { goal: { event: ▶bought }, " + Action + " }" },
        { "wrong_side", "counters:\n  a: { of: user, counted: { event: ▶used }, window: 1d }" },
        { "unknown_property", "errors:\n  a: { of: user, raised: { event: failed, code: ▶cod } }" },
        { "unknown_property", "counters:\n  a: { of: user, counted: { event: failed, where: { ▶cod: x } }, window: 1d }" },
        { "wrong_property_type", "errors:\n  a: { of: user, raised: { event: failed, code: ▶level } }" },
        { "wrong_property_type", "meters:\n  a: { of: account, used: { event: used, add: ▶note } }" },
        { "wrong_property_type", "features:\n  a: { of: user, used: { event: failed }, spent: ▶code }" },
        { "value_not_allowed", "meters:\n  a: { of: account, used: { event: used, add: amount, where: { meter: ▶seats } } }" },
        { "bad_combination", "meters:\n  a: { of: account, used: ▶{ event: used } }" },
        { "bad_combination", "meters:\n  a: { of: account, used: ▶{ event: used, add: amount, set: amount } }" },
        { "bad_combination", "meters:\n  a: { of: account, period: ▶day, used: { event: used, set: amount } }" },
        { "unknown_trait", "checklists:\n  a: { of: user, for: { ▶rol: [admin] }, steps: [{ id: b, completed: { event: failed } }] }" },
        { "value_not_allowed", "checklists:\n  a: { of: user, for: { role: [▶admn] }, steps: [{ id: b, completed: { event: failed } }] }" },
        { "wrong_side", "checklists:\n  a: { of: user, for: { ▶plan: [free] }, steps: [{ id: b, completed: { event: failed } }] }" },
        { "wrong_property_type", "checklists:\n  a: { of: user, for: { ▶age: ['1'] }, steps: [{ id: b, completed: { event: failed } }] }" },
        { "duplicate_id", "checklists:\n  a: { of: user, steps: [{ id: b, completed: { event: failed } }, { id: ▶b, completed: { event: failed } }] }" },
        { "out_of_range", "counters:\n  a: { of: user, counted: { event: failed }, window: ▶30s }" },
        { "out_of_range", "counters:\n  a: { of: user, counted: { event: failed }, window: ▶401d }" },
        { "out_of_range", "counters:\n  a: { of: user, counted: { event: failed }, window: 7d, bucket: ▶1h }" },
        { "out_of_range", "counters:\n  a: { of: user, counted: { event: failed }, window: 7d, bucket: ▶5d }" },
        { "duplicate_id", "stages:\n  - { id: a, of: user, when: 'true' }\n  - { id: ▶a, of: user, when: 'true' }" },
        { "unknown_surface", "actions:\n  a.b: { " + Action.Replace("[home]", "[home, ▶hom]", StringComparison.Ordinal) + " }" },
        { "unknown_cap", "actions:\n  a.b: { cap: ▶daily, " + Action + " }" },
        { "missing_locale", "actions:\n  a.b: { " + Action.Replace("content: { en", "▶content: { de", StringComparison.Ordinal) + " }" },
        { "missing_locale", "actions:\n  a.b: { " + Action.Replace("why: { en", "▶why: { de", StringComparison.Ordinal) + " }" },
        { "unknown_text", "actions:\n  a.b: { " + Action.Replace("{ title: a }", "{ title: a }, de: { ▶titel: a }", StringComparison.Ordinal) + " }" },
    };

    public static TheoryData<string, string> Serving { get; } = new()
    {
        { "unknown_time_zone", "catalog: { name: test, timeZone: ▶Europe/Berln }" },
        { "unknown_trait", "catalog: { name: test, timeZoneTrait: ▶tz }" },
        { "wrong_side", "catalog: { name: test, timeZoneTrait: ▶plan }" },
        { "wrong_side", "catalog: { name: test, accountTimeZoneTrait: ▶role }" },
        { "wrong_property_type", "catalog: { name: test, localeTrait: ▶age }" },
        { "unknown_quiet_hours", "surfaces:\n  a: { channel: email, quietHours: ▶nite }" },
        { "unknown_quiet_hours", "channels:\n  email: { quietHours: ▶nite }" },
        { "unknown_tag", "surfaces:\n  a: { channel: email, perTag: { ▶sale: 1 } }" },
        { "pattern_mismatch", "quietHours:\n  a: [{ from: ▶25:00, to: '07:00' }]" },
        { "not_allowed", "quietHours:\n  a: [{ days: [▶monday], from: '00:00', to: '07:00' }]" },
        { "always_quiet", "quietHours:\n  ▶a: [{ from: '00:00', to: '12:00' }, { from: '12:00', to: '00:00' }]" },
        { "bad_combination", "caps:\n  a: { per: user, max: 1, window: 7d, ▶each: day }" },
        { "out_of_range", "caps:\n  a: { per: user, max: 1, window: ▶9999w }" },
        { "out_of_range", "gaps:\n  a: { per: user, atLeast: ▶9999w }" },
        { "unknown_surface", "caps:\n  a: { per: user, max: 1, counts: { surfaces: [▶hom] } }" },
        { "unknown_channel", "caps:\n  a: { per: user, max: 1, counts: { channels: [▶inapp] } }" },
        { "unknown_tag", "caps:\n  a: { per: user, max: 1, counts: { tags: [▶sale] } }" },
        { "too_few_properties", "caps:\n  a: { per: user, max: 1, counts: ▶{} }" },
        { "duplicate_id", "gaps:\n  ▶weekly: { per: user, atLeast: 4h }" },
        { "out_of_range", "budgets:\n  a: { max: ▶0 }" },
        { "out_of_range", "budgets:\n  a: { max: ▶0.0000001 }" },
        { "out_of_range", "budgets:\n  a: { max: ▶1.2345678 }" },
        { "unknown_variant", "flags:\n  a: { variants: { on: true }, default: ▶off }" },
        { "unknown_variant", "flags:\n  a: { variants: { on: true }, default: on, rules: [{ when: 'true', variant: ▶of }] }" },
        { "wrong_type", "flags:\n  a: { variants: { on: true, off: ▶'false' }, default: on }" },
        { "pattern_mismatch", "flags:\n  a: { variants: { on: true }, default: on, reviewBy: ▶0001-01-01 }" },
        { "wrong_format", "flags:\n  a: { variants: { on: true }, default: on, reviewBy: ▶2027-02-29 }" },
        { "unknown_tier", "tiers: [help]\nactions:\n  a.b: { tier: ▶hlp, " + Action + " }" },
        { "unknown_group", "actions:\n  a.b: { group: ▶tips, " + Action + " }" },
        { "unknown_cap", "actions:\n  a.b: { caps: [weekly, ▶daily], " + Action + " }" },
        { "unknown_budget", "actions:\n  a.b: { spends: { ▶money: 1 }, " + Action + " }" },
        { "out_of_range", "actions:\n  a.b: { coolDown: ▶9999w, " + Action + " }" },
        { "budget_too_small", "budgets: { money: { max: 1.5 } }\nactions:\n  a.b: { spends: { money: ▶1.500001 }, " + Action + " }" },
        { "never_best_time", "quietHours: { q: [{ from: '22:00', to: '07:00' }] }\nsurfaces: { mail: { channel: email, quietHours: q } }\nactions:\n  a.b: { bestTime: ▶{ from: '23:00', to: '06:00' }, " + Action.Replace("[home]", "[home, mail]", StringComparison.Ordinal) + " }" },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_the_schema_refuses_is_reported_at_its_place(string code, string marked) =>
        AssertOnly(code, marked, ("0.yaml", marked.StartsWith("catalog", StringComparison.Ordinal) ? "" : Header));

    [Theory]
    [MemberData(nameof(Syntax))]
    public void What_is_not_the_YAML_of_a_catalog_is_reported_at_its_place(string code, string marked) =>
        AssertOnly(code, marked, ("0.yaml", Header));

    [Theory]
    [MemberData(nameof(References))]
    public void What_leads_nowhere_or_makes_no_sense_is_reported_at_its_place(string code, string marked) =>
        AssertOnly(code, marked, ("0.yaml", Header), ("1.yaml", Events), ("2.yaml", Traits), ("3.yaml", Rest));

    [Theory]
    [MemberData(nameof(Serving))]
    public void What_cannot_be_served_as_written_is_reported_at_its_place(string code, string marked) =>
        AssertOnly(code, marked, ("0.yaml", marked.StartsWith("catalog", StringComparison.Ordinal) ? "" : Header), ("2.yaml", Traits), ("3.yaml", Rest));

    [Fact]
    public void A_checklist_of_more_than_64_steps_is_refused()
    {
        var steps = string.Concat(Enumerable.Range(0, 65).Select(step => $"      - {{ id: s{step}, completed: {{ event: failed }} }}\n"));

        AssertOnly("too_many_items", $"checklists:\n  a:\n    of: user\n    steps:\n      ▶{steps[6..]}", ("0.yaml", Header), ("1.yaml", Events));
    }

    private static void AssertOnly(string code, string marked, params (string Path, string Text)[] others)
    {
        var source = Marked.Parse(marked);

        var load = CatalogLoader.LoadFiles([.. others, ("bad.yaml", source.Text)]);

        var problem = Assert.Single(load.Problems);
        Assert.Equal((code, $"bad.yaml:{source.Line}:{source.Column}"), (problem.Code, $"{problem.File}:{problem.Line}:{problem.Column}"));
        Assert.Null(load.Catalog);
        Assert.Null(load.Bundle);
    }
}
