using Personalization.Simulation.Checking;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Worlds;

/// <summary>What became of a world.</summary>
/// <param name="History">The hash of everything that could be seen.</param>
/// <param name="Steps">How often each kind of step was taken.</param>
/// <param name="Faults">How often each kind of fault took effect.</param>
/// <param name="Violation">The promise that was broken, or null.</param>
internal sealed record WorldResult(ulong History, IReadOnlyDictionary<string, long> Steps, FaultCounts Faults, ViolationException? Violation)
{
    /// <summary>Runs a script.</summary>
    public static WorldResult Of(Script script, Bugs.PlantedBug bug)
    {
        var steps = new Dictionary<string, long>(StringComparer.Ordinal);
        using var world = new World(script, bug);
        ViolationException? violation = null;
        try
        {
            world.Run(name => steps[name] = steps.GetValueOrDefault(name) + 1);
        }
        catch (ViolationException found)
        {
            violation = found;
        }
        catch (Exception e)
        {
            // Whatever comes out of the server's code unasked is one, too.
            violation = new ViolationException(ViolationKind.FailedWithoutReason, e.ToString(), e);
        }

        return new WorldResult(world.History, steps, world.Disk.Faults, violation);
    }
}
