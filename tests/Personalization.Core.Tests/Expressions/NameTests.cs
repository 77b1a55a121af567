using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public class NameTests
{
    [Theory]
    [InlineData("name", "a.b", "in a.b")]
    [InlineData("name", "a.c", "in a")]
    [InlineData("name", "c", "outside")]
    [InlineData("b.name", "a", "in a.b")]
    [InlineData(".name", "a.b", "outside")]
    [InlineData("['x'].map(name, name)[0]", "a.b", "x")]
    [InlineData("['x'].map(name, .name)[0]", "a.b", "outside")]
    [InlineData("[{'name': 'x'}].map(b, b.name)[0]", "a", "x")]
    public void A_name_is_looked_for_in_the_container_from_inside_out(string source, string container, string found)
    {
        var names = new ObjectType<Cel>("names");
        names.AddString("a.b.name", (in _, ref _) => "in a.b");
        names.AddString("a.name", (in _, ref _) => "in a");
        names.AddString("name", (in _, ref _) => "outside");
        var expression = ExpressionCompiler.Compile(source, names, null, new ExpressionOptions { Container = container }, out var problems);
        Assert.Empty(problems);
        Assert.Equal(Value.String(found), expression!.Evaluate(default));
    }

    [Theory]
    [InlineData("type(1)", "int")]
    [InlineData("type(1u)", "uint")]
    [InlineData("type('a')", "string")]
    [InlineData("type([])", "list")]
    [InlineData("type({})", "map")]
    [InlineData("type(null)", "null_type")]
    [InlineData("type(now)", "google.protobuf.Timestamp")]
    [InlineData("type(duration('1s'))", "google.protobuf.Duration")]
    [InlineData("type(type(1))", "type")]
    [InlineData("type(optional.none())", "optional_type")]
    public void A_type_is_a_value_that_can_be_named(string source, string name) =>
        Assert.Equal(Value.Bool(true), Cel.Evaluate($"{source} == {name}"));

    [Theory]
    [InlineData("[]", "list(dyn)")]
    [InlineData("[[], [1]]", "list(list(int))")]
    [InlineData("[1, dyn('a')]", "list(dyn)")]
    [InlineData("{'a': []}", "map(string, list(dyn))")]
    [InlineData("[1].map(x, {x: 'a'})", "list(map(int, string))")]
    [InlineData("{'a': 1}.transformMap(k, v, [v])", "map(string, list(int))")]
    [InlineData("true ? optional.none() : optional.of(1)", "optional_type(int)")]
    [InlineData("{'a': now}.?a", "optional_type(timestamp)")]
    [InlineData("cel.bind(x, [], x + [user.role])", "list(string)")]
    public void Types_are_inferred(string source, string type)
    {
        var expression = ExpressionCompiler.Compile(source, Cel.Environment, null, ExpressionRigor.Standard, out var problems);
        Assert.Empty(problems);
        Assert.Equal(type, expression!.Type.ToString());
    }

    [Fact]
    public void A_declared_function_is_checked_but_fails_when_it_runs()
    {
        var declaration = new FunctionDeclaration("pick", false, [CelType.List(CelType.Parameter("T"))], CelType.Parameter("T"));
        var expression = ExpressionCompiler.Compile("pick([1])", Cel.Environment, CelType.Int, new ExpressionOptions { Rigor = ExpressionRigor.Standard, Declarations = [declaration] }, out _);
        Assert.Equal(Value.Error("the function is declared only"), expression!.Evaluate(default));
    }

    [Fact]
    public void Messages_cannot_be_made() =>
        Assert.Equal("messages such as `a.B` cannot be made here; write a map: {\"field\": value}", Cel.Problem("a.B{c: 1}").Message);
}
