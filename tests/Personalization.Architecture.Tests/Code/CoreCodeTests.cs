using Personalization.Core;

namespace Personalization.Architecture.Tests;

public sealed class CoreCodeTests : IDisposable
{
    private readonly CompiledAssembly core = new(typeof(Instant).Assembly);

    [Fact]
    public void Core_is_compiled_against_the_runtime_alone() =>
        Assert.All(core.References, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Inside_Core_each_namespace_uses_only_earlier_ones() => Violation.AssertNone(NamespaceOrder.Core.Check(core.Usages()));

    [Fact]
    public void Core_uses_nothing_that_differs_by_time_machine_or_process() => Violation.AssertNone(CoreBans.Check(core.Usages()));

    public void Dispose() => core.Dispose();
}
