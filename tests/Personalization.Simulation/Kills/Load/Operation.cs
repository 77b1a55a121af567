using Personalization.Simulation.Kills.Servers;

namespace Personalization.Simulation.Kills.Load;

/// <summary>One call of a client, which says exactly the same each time that it is sent.</summary>
internal abstract record Operation
{
    /// <summary>Sends it and notes what was acknowledged; false where no answer came.</summary>
    public abstract Task<bool> Send(ServerClient server, Ledger ledger);
}
