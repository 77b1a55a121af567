namespace Personalization.Architecture.Tests;

public sealed class CoreBansTests : IDisposable
{
    private readonly CompiledAssembly samples = new(typeof(Samples.Impure).Assembly);

    [Theory]
    [InlineData("System.DateTime.get_UtcNow")]
    [InlineData("System.Random.Next")]
    [InlineData("System.Guid.NewGuid")]
    [InlineData("System.IO.File.ReadAllText")]
    [InlineData("System.Threading.Tasks.Task`1")]
    [InlineData("System.Threading.Lock.Enter")]
    [InlineData("System.Math.Pow")]
    [InlineData("System.Double.Log2")]
    [InlineData("System.TimeZoneInfo.get_Local")]
    [InlineData("System.Globalization.CultureInfo.get_CurrentCulture")]
    public void What_Core_must_not_use_is_named_with_file_and_line(string member) =>
        Assert.Contains(Impurities(), violation => violation.What.EndsWith($"uses {member}", StringComparison.Ordinal)
            && violation.Where.StartsWith("tests/Personalization.Architecture.Tests/Samples/Impure.cs:", StringComparison.Ordinal));

    [Theory]
    [InlineData("System.Math.Round")]
    [InlineData("System.Math.Max")]
    [InlineData("System.Globalization.CultureInfo.get_InvariantCulture")]
    public void What_gives_the_same_answer_everywhere_is_fine(string member)
    {
        Assert.Contains(samples.Usages(), usage => usage.Text == member);
        Assert.DoesNotContain(Impurities(), violation => violation.What.EndsWith($"uses {member}", StringComparison.Ordinal));
    }

    public void Dispose() => samples.Dispose();

    private IEnumerable<Violation> Impurities() => CoreBans.Check(samples.Usages().Where(usage => usage.From.Name == nameof(Samples.Impure)));
}
