using FsCheck;
using FsCheck.Fluent;
using Personalization.HostContract;
using Personalization.Journal.Postgres;

namespace Personalization.Journal.Tests.Postgres;

public sealed class LinkedCallsTests
{
    /// <summary>The slow way: join any two calls that share a subject until nothing changes.</summary>
    [Fact]
    public void Calls_are_in_one_unit_when_a_chain_of_shared_subjects_links_them_and_only_then()
    {
        var call = Gen.Choose(0, 9).ListOf(2);
        Prop.ForAll(call.ListOf().ToArbitrary(), calls =>
        {
            var units = LinkedCalls.UnitsOf([.. calls.Select(Call)]);
            Assert.Equal(Slowly([.. calls.Select(one => one.ToArray())]), units);
        }).QuickCheckThrowOnFailure();
    }

    private static int[] Slowly(int[][] calls)
    {
        var units = Enumerable.Range(0, calls.Length).ToArray();
        for (var round = 0; round < calls.Length; round++)
        {
            for (var one = 0; one < calls.Length; one++)
            {
                for (var other = 0; other < calls.Length; other++)
                {
                    if (calls[one].Intersect(calls[other]).Any())
                    {
                        units[one] = units[other] = Math.Min(units[one], units[other]);
                    }
                }
            }
        }

        return units;
    }

    private static AppendCall Call(IEnumerable<int> subjects) =>
        AppendCall.Encode([.. subjects.Distinct().Select(at => Sample.Append(Sample.User($"u{at}"), 1))]);
}
