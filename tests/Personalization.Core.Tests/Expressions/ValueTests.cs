using Personalization.Core.Expressions;

namespace Personalization.Core.Tests.Expressions;

public sealed class ValueTests
{
    [Fact]
    public void Equality_is_of_type_and_content()
    {
        Assert.Equal(Value.Int(1), Value.Int(1));
        Assert.NotEqual(Value.Int(1), Value.Double(1));
        Assert.NotEqual(Value.Int(1), Value.Uint(1));
        Assert.NotEqual(Value.Int(0), Value.Null);
        Assert.NotEqual(Value.String("a"), Value.String("A"));
        Assert.Equal(Value.Bytes([1, 2]), Value.Bytes([1, 2]));
        Assert.Equal(Value.List([Value.Int(1)]), Value.List([Value.Int(1)]));
    }

    [Theory]
    [InlineData(3, ValueKind.Int)]
    [InlineData(-3, ValueKind.Int)]
    [InlineData(9007199254740992, ValueKind.Int)]
    [InlineData(9007199254740994, ValueKind.Double)]
    [InlineData(0.5, ValueKind.Double)]
    [InlineData(double.NaN, ValueKind.Double)]
    [InlineData(double.PositiveInfinity, ValueKind.Double)]
    public void A_number_is_an_int_where_a_double_holds_it_exactly(double number, ValueKind kind) => Assert.Equal(kind, Value.Number(number).Kind);

    [Fact]
    public void The_accessor_of_another_kind_throws() => Assert.Throws<InvalidOperationException>(() => Value.Int(1).AsString);

    [Fact]
    public void Maps_are_equal_in_any_order()
    {
        Assert.Equal(Map(1, 2), Map(2, 1));
        Assert.Equal(Map(1, 2).GetHashCode(), Map(2, 1).GetHashCode());
        Assert.NotEqual(Map(1, 2), Map(1));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void A_map_of_any_size_finds_its_keys(int size)
    {
        var map = Map([.. Enumerable.Range(0, size)]);
        Assert.True(map.TryGet("k" + (size - 1), out var value));
        Assert.Equal(Value.Int(size - 1), value);
        Assert.True(map.TryGet(Value.String("k0"), out _));
        Assert.False(map.TryGet("k" + size, out _));
    }

    private static ValueMap Map(params int[] numbers) =>
        new([.. numbers.Select(number => KeyValuePair.Create(Value.String("k" + number), Value.Int(number)))]);
}
