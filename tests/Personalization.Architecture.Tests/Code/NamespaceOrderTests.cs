namespace Personalization.Architecture.Tests;

public sealed class NamespaceOrderTests : IDisposable
{
    private readonly CompiledAssembly samples = new(typeof(Samples.Early.Innocent).Assembly);
    private readonly NamespaceOrder order = new("Personalization.Architecture.Tests.Samples", "Early", "Late");

    [Theory]
    [InlineData("Early.ByField", "Late.Later")]
    [InlineData("Early.ByBase", "Late.LaterBase")]
    [InlineData("Early.BySignature", "Late.Later")]
    [InlineData("Early.ByBody", "Late.Later")]
    [InlineData("Early.ByLambda", "Late.Later")]
    [InlineData("Early.ByTypeArgument", "Late.Later")]
    public void A_use_of_a_later_namespace_is_named(string from, string used) =>
        Assert.Contains(Messages(), message => message.Contains($"{from} uses ") && message.Contains(used));

    [Fact]
    public void A_namespace_without_a_place_is_named() =>
        Assert.Contains(Messages(), message => message.Contains("Nowhere.Unplaced is in a namespace without a place"));

    [Fact]
    public void A_use_of_the_own_or_an_earlier_namespace_is_fine() =>
        Assert.DoesNotContain(Messages(), message => message.Contains("Innocent uses") || message.Contains("Later uses"));

    [Fact]
    public void A_use_in_a_method_is_named_with_file_and_line() =>
        Assert.Contains(Messages(), message => message.StartsWith("tests/Personalization.Architecture.Tests/Samples/Early.cs:", StringComparison.Ordinal));

    public void Dispose() => samples.Dispose();

    private IEnumerable<string> Messages() => order.Check(samples.Usages()).Select(violation => violation.ToString());
}
