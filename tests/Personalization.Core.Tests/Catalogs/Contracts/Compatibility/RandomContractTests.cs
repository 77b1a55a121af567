using FsCheck;
using FsCheck.Fluent;
using Personalization.Core.Catalogs.Contracts;
using Personalization.Core.Catalogs.Contracts.Compatibility;

namespace Personalization.Core.Tests.Catalogs.Contracts.Compatibility;

public class RandomContractTests(ITestOutputHelper output)
{
    private const int Pairs = 1500;
    private const int InstancesPerPair = 40;
    private const int Depth = 2;

    [Fact]
    public void Without_findings_whatever_was_accepted_is_accepted()
    {
        var (proven, instances) = (0, 0);
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new RandomSchema(seed);
            var oldText = random.Schema(Depth);
            var nextText = random.Changed(oldText, Depth);
            var (old, next) = (Compile(oldText), Compile(nextText));
            if (ContractCompatibility.Compare(old, next).Count > 0)
            {
                return true;
            }

            proven++;
            for (var at = 0; at < InstancesPerPair; at++)
            {
                var instance = random.Instance(Depth);
                var value = Json.Read(instance);
                if (old.Check(value, "", []))
                {
                    instances++;
                    Assert.True(next.Check(value, "", []), $"{instance} satisfies {oldText} but not {nextText}");
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Pairs).WithEndSize(int.MaxValue));

        output.WriteLine($"{proven} of {Pairs} pairs without findings, {instances} accepted instances");
        Assert.InRange(proven, Pairs / 5, Pairs);
        Assert.InRange(instances, Pairs, int.MaxValue);
    }

    [Fact]
    public void A_contract_is_compatible_with_itself() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var text = new RandomSchema(seed).Schema(Depth);
        return ContractCompatibility.Compare(Compile(text), Compile(text)).Count == 0;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(int.MaxValue));

    private static ContractSchema Compile(string text)
    {
        var problems = new List<Problem>();
        return ContractSchema.Compile(Json.Read(text), problems) ?? throw new InvalidOperationException($"{text}: {string.Join("; ", problems)}");
    }
}
