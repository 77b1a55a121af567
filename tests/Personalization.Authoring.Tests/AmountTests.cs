using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Personalization.Authoring.Tests;

public class AmountTests
{
    [Fact]
    public void An_amount_is_kept_exactly_as_it_was_written_also_in_the_bundle()
    {
        var written = from units in Gen.Choose(0, 999_999_999)
                      from millionths in Gen.OneOf(Gen.Choose(0, 999_999), Gen.Choose(0, 99).Select(cents => cents * 10_000))
                      where units + millionths > 0
                      select (units * 1_000_000L) + millionths;

        Prop.ForAll(written.ToArbitrary(), millionths =>
        {
            var amount = (millionths / 1_000_000m).ToString(CultureInfo.InvariantCulture);
            var load = CatalogLoader.LoadFiles([("a.yaml", $"catalog: {{ name: a }}\nbudgets: {{ b: {{ max: {amount} }} }}")]);
            return load.Catalog!.Budgets[0].MaxMillionths == millionths
                && CatalogBundle.Read(load.Bundle!.Json).Catalog!.Budgets[0].MaxMillionths == millionths;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("12.50", 12_500_000)]
    [InlineData("0.000001", 1)]
    [InlineData("1e3", 1_000_000_000)]
    [InlineData("1000000000", 1_000_000_000_000_000)]
    [InlineData("999999999.999999", 999_999_999_999_999)]
    public void Amounts_are_decimal_numbers(string amount, long millionths) =>
        Assert.Equal(millionths, CatalogLoader.LoadFiles([("a.yaml", $"catalog: {{ name: a }}\nbudgets: {{ b: {{ max: {amount} }} }}")]).Catalog!.Budgets[0].MaxMillionths);
}
