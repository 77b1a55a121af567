using Microsoft.Data.Sqlite;
using Personalization.Grains;
using Personalization.Journal;
using Personalization.Simulation.Checking;
using Personalization.Simulation.Disks;

namespace Personalization.Simulation.Worlds;

/// <content>How servers end and begin.</content>
internal sealed partial class World
{
    private const int StartsMax = 4;

    /// <summary>The process dies, or the power goes; then it starts again, perhaps with a fault.</summary>
    public void Crash(bool power, ArmedFault? next)
    {
        Fell(power);
        Open(next);
    }

    /// <summary>Stops the server as it should be and starts it again.</summary>
    public void Restart()
    {
        if (TryClose())
        {
            Disk.Restart();
            Open(null);
        }
    }

    /// <summary>Starts on damaged files, sees what comes of it, and goes on with the undamaged ones.</summary>
    public void StartDamaged(bool clean, string file, int[] places, byte mask)
    {
        // So that the model knows all that there is.
        Drain();
        if (Disk.IsDown || server.Failure is not null)
        {
            LookAfter();
            return;
        }

        if (!clean)
        {
            Fell(power: false);
        }
        else if (!TryClose())
        {
            return;
        }

        var putBack = Disk.Keep();
        var name = Disk.Length(file) > 0 ? file : "journal.db";
        foreach (var place in places)
        {
            var at = Disk.Length(name) * place / 1_000_000;
            Disk.Flip(name, at, mask);
            bug.Damaged(Disk, name, at);
        }

        Disk.Restart();
        Note(LookAtDamage() is { } report ? $"reported {report.GetType().Name}" : "unharmed");
        putBack();
        Open(null);
    }

    /// <summary>Commits what waits, checks, stops, checks, cuts the power and checks once more.</summary>
    private void Finish()
    {
        Disk.Disarm();
        Drain();
        LookAfter();
        CheckProfiles();
        Restart();
        Follower.Take(Ledger, [.. Pull.From(server.Journal.ReadFrom(Follower.Position, CancellationToken.None))], int.MaxValue);
        Crash(power: true, null);
        CheckProfiles();
    }

    private void Open(ArmedFault? fault)
    {
        for (var start = 1; ; start++)
        {
            Disk.Restart();
            if (start == 1 && fault is not null)
            {
                Disk.Arm(fault);
            }

            try
            {
                server = Server.Open(this, bug);
                var survivors = Ledger.Match([.. Pull.From(server.Journal.ReadFrom(0, CancellationToken.None))]);
                Note($"start {survivors}");
                Ledger.Keep(survivors);
                StreamCheck.Run(server.Journal, Ledger);
                return;
            }
            catch (Exception e) when (e is not ViolationException)
            {
                ViolationException.ThrowUnless((Disk.IsDown || Disk.HasFailed) && start < StartsMax, ViolationKind.RefusedWithoutReason, () => $"start {start}: {e}");
                Fell(dice.Percent(50));
            }
        }
    }

    /// <summary>The server is no more.</summary>
    private void Fell(bool power)
    {
        if (!Disk.IsDown && power)
        {
            Disk.CutPower();
        }
        else if (!Disk.IsDown)
        {
            Disk.KillProcess();
        }

        server?.Die();
        server = null!;
        Collect();
        var lost = calls.ToList();
        calls.Clear();
        lost.ForEach(call => call.Lost?.Invoke());
    }

    /// <summary>Stops the server as it should be; false where it fell instead.</summary>
    private bool TryClose()
    {
        Drain();
        if (!Disk.IsDown && server.Failure is null)
        {
            try
            {
                server.Close();
                server = null!;
                if (!Disk.IsDown && !Disk.HasFailed)
                {
                    return true;
                }
            }
            catch (Exception e)
            {
                ThrowIfUnexpected(e, "the end of the server");
            }
        }

        Crash(dice.Percent(50), null);
        return false;
    }

    /// <summary>Commits until every call has ended and nothing waits, or the server fails. Serves that were answered early have no call any more.</summary>
    private void Drain()
    {
        while ((calls.Count > 0 || HasBatches) && server.Failure is null && !Disk.IsDown)
        {
            var before = calls.Count;
            var hadBatches = HasBatches;
            Maintain(journal =>
            {
                if (!journal.CommitNext())
                {
                    journal.KeepIndex();
                }
            });
            ViolationException.ThrowUnless(hadBatches || HasBatches || calls.Count < before || server.Failure is not null || Disk.IsDown, ViolationKind.Stuck,
                () => $"{string.Join(", ", calls.Select(call => call.Name))}: nothing happens any more.");
        }
    }

    /// <summary>Loads every profile and takes it out again, which holds it against its fold.</summary>
    private void CheckProfiles()
    {
        foreach (var subject in Ledger.Streams.Select(stream => stream.Subject).ToList())
        {
            Start("check", async host =>
            {
                var (view, person) = (await host.Get(subject, CancellationToken.None).ConfigureAwait(false), Ledger.Person(subject));
                ViolationException.ThrowUnless((view?.Subject ?? person) == person, ViolationKind.StaleRead, () => $"{subject} is known as {view!.Subject} and not as {person}.");
                ViolationException.ThrowUnless((view?.Version ?? 0) == Ledger.Head(person), ViolationKind.StaleRead, () => $"The profile of {person} is at version {view?.Version ?? 0} and not {Ledger.Head(person)}.");
            });
        }

        // The first round only takes notice that the profiles were used.
        Start("check", host => host.SweepIdle(CancellationToken.None));
        Start("check", host => host.SweepIdle(CancellationToken.None));
        if (!isDamaged)
        {
            LookAfter();
        }
    }

    /// <summary>Starts on files with flipped bits and reads everything.</summary>
    /// <returns>The report of the damage, or null where nothing acknowledged has changed.</returns>
    private Exception? LookAtDamage()
    {
        try
        {
            isDamaged = true;
            server = Server.Open(this, bug);
            Ledger.Match([.. Pull.From(server.Journal.ReadFrom(0, CancellationToken.None))]);
            foreach (var stream in Ledger.Streams)
            {
                StreamCheck.Compare(Ledger, stream.Subject, 0, stream.Durable, [.. Pull.From(server.Journal.ReadSubject(stream.Subject, 0, CancellationToken.None))]);
            }

            CheckProfiles();
            return null;
        }
        catch (Exception e) when ((e is ProfilesFailedException or JournalFailedException ? e.InnerException : e) is JournalDamagedException or SqliteException or InvalidDataException)
        {
            return e;
        }
        catch (Exception e) when (e is not ViolationException)
        {
            throw new ViolationException(ViolationKind.WrongReport, $"Damage is reported as {e}", e);
        }
        finally
        {
            Fell(power: false);
            isDamaged = false;
        }
    }
}
