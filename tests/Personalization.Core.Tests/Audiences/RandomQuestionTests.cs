using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Audiences;
using Personalization.Core.Catalogs;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Tests.Audiences;

/// <summary>Whatever stands in a catalog: it compiles or there are problems, and what compiles can be folded and evaluated.</summary>
public class RandomQuestionTests
{
    private static readonly string[] Words =
    [
        "user", "account", "flags", ".user", "(user)", ".segments", ".stage", ".a", ".b", "[\"c\"]", ".did(", ".times(", ".since(", ".sum(", ".distinct(",
        "\"import_failed\"", "\"code\"", "{\"code\": \"E1\"}", "{\"code\": 1, \"code\": 2}", "{}", "duration(\"1h\")", "duration(\"-1h\")", "duration(\"99999h\")",
        ", ", ")", " && ", " || ", "!", " > 1", " == true", "now", "[user].exists(user, ", "${", "}", "\"",
    ];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements(Words).ArrayOf(8).Select(string.Concat),
        from side in Gen.Elements("user", "account")
        from method in Gen.Elements(".did(", ".times(", ".since(", ".sum(", ".distinct(")
        from filter in Gen.Elements("", "", ", {\"code\": \"E1\"}", ", {\"code\": 1}", ", {}")
        from property in Gen.Elements("", ", \"code\"", ", \"cod\"")
        from window in Gen.Elements("", ", duration(\"1h\")", ", duration(\"-1h\")")
        from end in Gen.Elements("", " > 0", " < duration(\"1h\")", " && user.segments.b")
        select $"{side}{method}\"import_failed\"{filter}{property}{window}){end}");

    private static readonly ContractSchema Contract = ContractSchema.Compile(Map("properties", Map("code", Map("type", Value.String("string")))), [])!;

    [Fact]
    public void No_text_breaks_a_catalog()
    {
        var evaluated = 0;
        Prop.ForAll(Texts.ArrayOf(4).ToArbitrary(), texts => evaluated += Survive(texts)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

        // One in seventy or so is a condition; that chance leaves none of two thousand does not happen.
        Assert.True(evaluated > 0, $"only {evaluated} of the texts mean anything");
    }

    /// <returns>1 where the last text is a condition.</returns>
    private static int Survive(string[] texts)
    {
        var catalog = With(texts);
        var compiler = new AudienceCompiler(catalog);
        var user = new Profile(FoldPlan.Compile(catalog), SubjectSide.User);
        var context = new AudienceContext(user, null, null, RequestContext.None, Product.Now);
        var audience = compiler.Compile(texts[3], out _);
        audience?.Matches(context);
        audience?.Explain(context);
        compiler.CompileText($"${{{texts[3]}}}", out _)?.Fill(context, []);
        compiler.Flags.Evaluate(0, context);
        _ = (compiler.Segments.Holds(0, context), compiler.Segments.Holds(1, context), compiler.Segments.Holds(2, context));
        return audience is null ? 0 : 1;
    }

    private static Value Map(string name, Value value) => Value.Map(new ValueMap([KeyValuePair.Create(Value.String(name), value)]));

    private static Catalog With(string[] texts) => Product.Catalog with
    {
        Events = [new("import_failed", SubjectSide.User | SubjectSide.Account, Contract, "")],
        Segments = [new("a", SubjectSide.User, texts[0], ""), new("b", SubjectSide.User, texts[1], ""), new("c", SubjectSide.Account, texts[1], "")],
        Flags =
        [
            new FlagDefinition
            {
                Id = "a",
                Variants = ImmutableSortedDictionary<string, Value>.Empty,
                Default = "on",
                Rules = [new FlagRule(texts[2], "on")],
            },
        ],
        Actions = [.. Product.Catalog.Actions.Select(action => action with { Audience = texts[3], Why = action.Why.Add("en", $"${{{texts[3]}}}") })],
    };
}
