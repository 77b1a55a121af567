using Personalization.Simulation.Bugs;
using Personalization.Simulation.Checking;
using Personalization.Simulation.Worlds;
using Personalization.Simulation.Worlds.Steps;

namespace Personalization.Simulation;

/// <summary>Makes a script that breaks a promise as short as it gets: leaves out chunks of steps, smaller and smaller ones, as long as the same promise is broken.</summary>
/// <remarks>Source: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", 2002.</remarks>
internal static class Minimizer
{
    /// <summary>The shortest script that was found.</summary>
    /// <param name="script">A script that breaks a promise.</param>
    /// <param name="kind">Which one.</param>
    /// <param name="bug">What was planted.</param>
    public static Script Run(Script script, ViolationKind kind, PlantedBug bug)
    {
        var isShorter = true;
        while (isShorter)
        {
            var before = script;
            script = LeaveOut(script, Breaks);
            script = Shorten(script, Breaks);
            isShorter = !ReferenceEquals(before, script);
        }

        return script;

        bool Breaks(Script tried) => WorldResult.Of(tried, bug).Violation?.Kind == kind;
    }

    private static Script LeaveOut(Script script, Func<Script, bool> breaks)
    {
        for (var size = Math.Max(1, script.Steps.Count / 2); size >= 1; size /= 2)
        {
            for (var from = script.Steps.Count - size; from >= 0; from -= size)
            {
                var tried = script with { Steps = [.. script.Steps.Take(from), .. script.Steps.Skip(from + size)] };
                script = breaks(tried) ? tried : script;
                from = Math.Min(from, script.Steps.Count);
            }
        }

        return script;
    }

    /// <summary>Leaves events out of batches.</summary>
    private static Script Shorten(Script script, Func<Script, bool> breaks)
    {
        for (var at = 0; at < script.Steps.Count; at++)
        {
            for (var one = 0; script.Steps[at] is Send { Events.Length: > 1 } send && one < send.Events.Length; one++)
            {
                var shorter = send with { Events = [.. send.Events.Where((_, index) => index != one)] };
                var tried = script with { Steps = [.. script.Steps.Take(at), shorter, .. script.Steps.Skip(at + 1)] };
                if (breaks(tried))
                {
                    script = tried;
                    one--;
                }
            }
        }

        return script;
    }
}
