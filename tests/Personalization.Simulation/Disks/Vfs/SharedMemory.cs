using System.Runtime.InteropServices;

namespace Personalization.Simulation.Disks.Vfs;

/// <summary>The memory that the connections to a file in write-ahead mode share, and the locks on its places.</summary>
internal sealed unsafe class SharedMemory
{
    /// <summary>How many places can be locked: <c>SQLITE_SHM_NLOCK</c>.</summary>
    public const int Places = 8;

    private const int Exclusive = -1;
    private readonly List<nint> pieces = [];
    private readonly int[] locks = new int[Places];
    private int users;

    /// <summary>One more connection uses it.</summary>
    public void Enter() => users++;

    /// <summary>One less; the last one frees it.</summary>
    public void Leave()
    {
        if (--users == 0)
        {
            pieces.ForEach(piece => NativeMemory.Free((void*)piece));
            pieces.Clear();
        }
    }

    /// <summary>A piece of it; zero where it is not there and is not to be made.</summary>
    public nint Map(int piece, int bytes, bool make)
    {
        while (make && pieces.Count <= piece)
        {
            pieces.Add((nint)NativeMemory.AllocZeroed((nuint)bytes));
        }

        return piece < pieces.Count ? pieces[piece] : 0;
    }

    /// <summary>Locks places for a connection; false where another is in the way.</summary>
    /// <param name="own">What the connection holds: 0, 1 for shared, -1 for exclusive.</param>
    /// <param name="first">The first place.</param>
    /// <param name="count">How many.</param>
    /// <param name="exclusive">Whether nobody else may hold them.</param>
    public bool TryLock(int[] own, int first, int count, bool exclusive)
    {
        for (var at = first; at < first + count; at++)
        {
            // What the connection holds itself is not in its way.
            var others = locks[at] - own[at];
            if (exclusive ? others != 0 && locks[at] != own[at] : locks[at] == Exclusive && own[at] != Exclusive)
            {
                return false;
            }
        }

        for (var at = first; at < first + count; at++)
        {
            if (own[at] == 0)
            {
                locks[at] = exclusive ? Exclusive : locks[at] + 1;
                own[at] = exclusive ? Exclusive : 1;
            }
        }

        return true;
    }

    /// <summary>Unlocks places.</summary>
    public void Unlock(int[] own, int first, int count)
    {
        for (var at = first; at < first + count; at++)
        {
            locks[at] = own[at] switch
            {
                Exclusive => 0,
                0 => locks[at],
                _ => locks[at] - 1,
            };
            own[at] = 0;
        }
    }
}
