namespace Personalization.Cli.Moving;

/// <summary>
/// Moves a subject: both regions refuse it, its events travel, the new region serves it, the old one erases it. Each step may be done again, so a move that was cut short
/// is finished by the same command; until then the subject is served nowhere or in the new region, and never in both.
/// </summary>
internal sealed class SubjectMove(RegionServer from, RegionServer to, Func<string, Task> tell)
{
    private const int RoundsMax = 3;

    /// <summary>Does it.</summary>
    /// <exception cref="MoveException">A server refused a step.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        var (oldRegion, oldPin) = await from.Region(cancellation);
        var (newRegion, newPin) = await to.Region(cancellation);
        if (oldRegion == newRegion)
        {
            throw new UsageException($"Both servers are of the region {oldRegion}.");
        }

        var wasServed = newPin == newRegion;
        if (!wasServed)
        {
            await to.Pin(oldRegion, cancellation);
        }

        await from.Pin(newRegion, cancellation);
        await tell($"pinned to {newRegion} in {oldRegion}: nothing more is taken in there");
        for (var round = 1; ; round++)
        {
            if (await from.GiveAway(cancellation) is not { } transfer)
            {
                await to.Pin(newRegion, cancellation);
                await tell($"nothing is left of it in {oldRegion}; {newRegion} serves it");
                return;
            }

            var events = await TakeIn(transfer, oldPin, newPin, cancellation);
            await to.Pin(newRegion, cancellation);
            await tell($"{newRegion} serves it");
            try
            {
                await tell($"erased in {oldRegion}: receipt {await from.Erase(events, cancellation)}");
                return;
            }
            catch (MoveException late) when (late.Code == "moved_on" && round < RoundsMax)
            {
                // What was under way when it was pinned came behind what was read: once more, with that.
                await to.Pin(oldRegion, cancellation);
            }
        }
    }

    private async Task<long> TakeIn(byte[] transfer, string? oldPin, string? newPin, CancellationToken cancellation)
    {
        try
        {
            var (events, isCompared) = await to.TakeIn(transfer, cancellation);
            await tell(FormattableString.Invariant($"{events} events are stored there, read back and the same{(isCompared ? ", and so is the profile" : "; the profile was not compared")}"));
            return events;
        }
        catch (MoveException refused) when (!refused.IsOutOfReach)
        {
            // Nothing has moved, so everything is as it was: better served in the old region than nowhere.
            await to.Pin(newPin, cancellation);
            await from.Pin(oldPin, cancellation);
            await tell("nothing was moved, and the pins are as they were");
            throw;
        }
    }
}
