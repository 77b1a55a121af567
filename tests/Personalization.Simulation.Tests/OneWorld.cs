using Personalization.Simulation.Bugs;
using Personalization.Simulation.Worlds;

namespace Personalization.Simulation.Tests;

/// <summary>Runs one script on a thread without the synchronisation context of the tests, where what is awaited goes on in place.</summary>
internal sealed class OneWorld
{
    public OneWorld(Script script, PlantedBug bug)
    {
        var thread = new Thread(() => Result = WorldResult.Of(script, bug));
        thread.Start();
        thread.Join();
    }

    public WorldResult Result { get; private set; } = null!;
}
