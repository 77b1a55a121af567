using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions.Libraries;

public sealed class FormatTests
{
    [Theory]
    [InlineData("'%s and %s, %%'.format(['a', 1])", "a and 1, %")]
    [InlineData("'%s'.format([[1u, 2.0, null, true, b'x\\377\\376y']])", "[1, 2, null, true, x\ufffdy]")]
    [InlineData("'%s'.format([{'b': 1, 'a': [], 3: {}}])", "{3: {}, a: [], b: 1}")]
    [InlineData("'%s %s'.format([timestamp('2026-03-01T10:00:00+01:00'), duration('90m')])", "2026-03-01T09:00:00Z 5400s")]
    [InlineData("'%s %s %s'.format([1e21, 1e-7, -1.5])", "1000000000000000000000 0.0000001 -1.5")]
    [InlineData("'%d %d %d'.format([-5, 5u, 3.14])", "-5 5 3.14")]
    [InlineData("'%.0f %.0f %.0f %.0f'.format([0.5, 1.5, 2.5, -0.4])", "0 2 2 -0")]
    [InlineData("'%.1f %.2f %f'.format([0.25, 2.675, 3])", "0.2 2.67 3.000000")]
    [InlineData("'%.3f'.format([1e21])", "1000000000000000000000.000")]
    [InlineData("'%.2e %e %.0e'.format([9.999, 0.0, 1234])", "1.00e+01 0.000000e+00 1e+03")]
    [InlineData("'%.1e %.1e'.format([5e-324, 1.7976931348623157e308])", "4.9e-324 1.8e+308")]
    [InlineData("'%f %e %d'.format([0.0 / 0.0, -1.0 / 0.0, 1.0 / 0.0])", "NaN -Infinity Infinity")]
    [InlineData("'%b %b %b'.format([5, -5, true])", "101 -101 1")]
    [InlineData("'%o %o'.format([-8, 0])", "-10 0")]
    [InlineData("'%x %X %x %X'.format([-255, 255u, 'hi🐱', b'\\001'])", "-ff FF 6869f09f90b1 01")]
    [InlineData("'%x %b'.format([-9223372036854775808, 18446744073709551615u])", "-8000000000000000 1111111111111111111111111111111111111111111111111111111111111111")]
    public void Each_verb_writes_its_types(string call, string expected) => Assert.Equal(Value.String(expected), Cel.Evaluate(call));

    [Theory]
    [InlineData("'%a'.format([1])", "no verb %a")]
    [InlineData("'%d %d'.format([1])", "index 1 out of range")]
    [InlineData("'50%'.format([1])", "another % for itself")]
    [InlineData("'%.f'.format([1])", "a precision")]
    [InlineData("'%.101f'.format([1])", "a precision")]
    [InlineData("'%.2s'.format([1])", "only %f and %e")]
    [InlineData("'%d'.format(['1'])", "%d does not take a string")]
    [InlineData("'%f'.format([null])", "%f does not take a null")]
    [InlineData("'%x'.format([0.5])", "%x does not take a double")]
    [InlineData("'%b'.format(['1'])", "%b does not take a string")]
    [InlineData("'%o'.format([true])", "%o does not take a bool")]
    [InlineData("1.format([true])", "no such overload")]
    public void A_misfit_is_an_error(string call, string words) => Extension.AssertError(call, words);

    [Fact]
    public void The_text_does_not_grow_without_bound()
    {
        var value = Cel.Evaluate("'%s%s%s'.format([user.role, user.role, [user.role]])", new Cel(Role: new string('a', 25_000)));
        Assert.Contains("text grew too long", value.AsError, StringComparison.Ordinal);
    }

    [Fact]
    public void Seventeen_digits_read_back_as_the_same_double() => Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
    {
        var text = Cel.Evaluate("'%.17e'.format([user.ratio])", new Cel(Ratio: number.Get)).AsString;
        Assert.Equal(number.Get, double.Parse(text, CultureInfo.InvariantCulture));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fixed_digits_are_those_of_exact_arithmetic() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), number =>
    {
        // Sixteenths are exact both as doubles and as decimals.
        var exact = number / 16m;
        var text = Cel.Evaluate("'%.2f'.format([user.ratio])", new Cel(Ratio: (double)exact)).AsString;
        Assert.Equal(Math.Round(exact, 2, MidpointRounding.ToEven), decimal.Parse(text, CultureInfo.InvariantCulture));
    }).QuickCheckThrowOnFailure();
}
