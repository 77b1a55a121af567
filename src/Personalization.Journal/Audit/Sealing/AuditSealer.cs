using System.Buffers.Binary;
using System.Security.Cryptography;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Audit.Chains;

namespace Personalization.Journal.Audit.Sealing;

/// <summary>Puts the decisions of a journal into their tenants' chains, in the order of the feed, each exactly once.</summary>
/// <remarks>
/// It reads behind the journal and never holds it up. Blocks and the mark of how far it came are stored at once, so a crash leaves nothing half done:
/// what was not stored is read again. Sealers in other processes may try the same: the store takes the round of one, and the others read again.
/// All members may be called from any thread; rounds and erasures of one sealer wait for each other.
/// </remarks>
/// <param name="journal">Where the decisions are.</param>
/// <param name="store">Where the chains are.</param>
/// <param name="clock">Tells how long the sealer has been behind.</param>
/// <param name="salts">Makes salts, never 0; null for random ones.</param>
/// <param name="markInterval">How long the stored mark may stay behind a feed that goes on without decisions; zero to store it each round.</param>
public sealed class AuditSealer(IJournal journal, IAuditStore store, TimeProvider clock, Func<UInt128>? salts = null, TimeSpan markInterval = default) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Func<UInt128> nextSalt = salts ?? RandomSalt;
    private readonly LeafDigest digests = new();
    private readonly SealingWait wait = new(clock);
    private (long Mark, long Through) passed;
    private long decisions, markedAt = clock.GetTimestamp();

    /// <summary>The kinds of event that are sealed.</summary>
    public static EventTypeSet Types { get; } = EventTypeSet.Of(EventType.Served);

    /// <summary>Every decision up to this place in the feed is sealed; -1 before the first round or look.</summary>
    public long SealedPosition => wait.SealedPosition;

    /// <summary>Where the feed ended at the last round or look.</summary>
    public long EndPosition => wait.EndPosition;

    /// <summary>How many decisions were sealed since the start.</summary>
    public long SealedDecisions => Volatile.Read(ref decisions);

    /// <summary>How long something has waited to be sealed, at most; zero where nothing did at the last round or look. After one that failed nobody knows, and it grows.</summary>
    public TimeSpan Lag => wait.Lag;

    /// <summary>Seals what the journal has, up to <see cref="Limits.AuditRoundDecisionsMax"/> decisions.</summary>
    /// <returns>Whether there is more to seal; also where another sealer was faster, whose work is not done again then.</returns>
    /// <exception cref="JournalBehindException">The journal ends before what is sealed.</exception>
    /// <exception cref="AuditDamagedException">The chain cannot be continued.</exception>
    /// <exception cref="JournalDamagedException">A commit cannot be read; nothing behind it can be sealed.</exception>
    public async Task<bool> Seal(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var (after, end) = await LookOnce(cancellation);
            return end > passed.Through && await Seal(after, end, cancellation);
        }
        catch
        {
            wait.Failed();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Only looks how far whoever seals has come.</summary>
    /// <exception cref="JournalBehindException">The journal ends before what is sealed.</exception>
    /// <exception cref="AuditDamagedException">The chain cannot be read.</exception>
    public async Task Look(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            await LookOnce(cancellation);
        }
        catch
        {
            wait.Failed();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>
    /// Erases a subject: destroys the salts of its decisions, then its events (<see cref="IJournal.Erase"/>). No round of this sealer runs meanwhile, so none can still seal what
    /// is being erased; a store that others seal in keeps no salt of a subject that is gone. After a crash or an exception in the middle, ask again: as long as the journal has a decision its salt can be found.
    /// </summary>
    /// <param name="subject">Whom.</param>
    /// <param name="head">The version that the subject must have (<see cref="IJournal.EraseAt"/>); null for any.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many events the journal lost, null where the subject has another version than asked for; and how many salts the chain did.</returns>
    /// <exception cref="AuditDamagedException">A block that holds one of the decisions is damaged; nothing was erased from the journal.</exception>
    /// <exception cref="IOException">A reader held on to the salts all the time; nothing was erased from the journal.</exception>
    public async Task<(long? Events, int Salts)> Erase(SubjectKey subject, long? head, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            var positions = new List<long>();
            await foreach (var stored in journal.ReadSubject(subject, 0, cancellation))
            {
                if (Types.Contains(stored.Event.Type))
                {
                    positions.Add(stored.Position);
                }
            }

            var destroyed = await store.Erase(subject.Tenant, positions, cancellation);
            return (head is { } version ? await journal.EraseAt(subject, version, cancellation) : await journal.Erase(subject, cancellation), destroyed);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        turn.Dispose();
        digests.Dispose();
    }

    private async Task<(long Sealed, long End)> LookOnce(CancellationToken cancellation)
    {
        // In this order: what is sealed was in the feed before, whoever sealed it.
        var after = await store.ReadSealed(cancellation);
        var end = await journal.ReadEnd(cancellation);

        // What this sealer has read behind the mark, and found no decision in; nothing of it where somebody moved the mark or the feed is another one.
        passed = passed.Mark == after && passed.Through <= end ? passed : (after, after);
        wait.Saw(passed.Through, end);
        return end < after ? throw new JournalBehindException(after, end) : (after, end);
    }

    private async Task<bool> Seal(long after, long end, CancellationToken cancellation)
    {
        var chains = new Dictionary<TenantId, ChainGrowth>();
        var (reached, count, isCut) = (after, 0, false);
        await foreach (var stored in journal.ReadFrom(passed.Through, Types, cancellation))
        {
            if (stored.Position > end)
            {
                break;
            }

            var tenant = stored.Subject.Tenant;
            if (count == Limits.AuditRoundDecisionsMax || (chains.Count == Limits.AuditRoundTenantsMax && !chains.ContainsKey(tenant)))
            {
                isCut = true;
                break;
            }

            if (!chains.TryGetValue(tenant, out var chain))
            {
                var last = await store.ReadLastBlock(tenant, cancellation);
                if (last?.LastPosition > after && await store.ReadSealed(cancellation) != after)
                {
                    return true;
                }

                chains[tenant] = chain = new ChainGrowth(tenant, last);
            }

            var salt = nextSalt();
            chain.Add(stored.Position, salt, digests.Of(salt, stored));
            reached = stored.Position;
            count++;
        }

        reached = isCut ? reached : end;
        if (count == 0 && clock.GetElapsedTime(markedAt) < markInterval)
        {
            passed = (after, reached);
            wait.Saw(reached, end);
            return false;
        }

        if (!await store.Save(after, reached, [.. chains.Values.SelectMany(chain => chain.Blocks())], cancellation))
        {
            return true;
        }

        markedAt = clock.GetTimestamp();
        Interlocked.Add(ref decisions, count);
        wait.Saw(reached, end);
        return isCut;
    }

    private static UInt128 RandomSalt()
    {
        Span<byte> bytes = stackalloc byte[LeafDigest.SaltBytes];
        UInt128 salt;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            salt = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        }
        while (salt == UInt128.Zero);

        return salt;
    }
}
