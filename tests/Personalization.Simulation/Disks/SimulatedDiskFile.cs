using Personalization.Journal.Sqlite.Disks;
using Personalization.Simulation.Disks.Vfs;

namespace Personalization.Simulation.Disks;

/// <summary>A file that the journal itself has open.</summary>
internal sealed class SimulatedDiskFile(OpenFile file) : IDiskFile
{
    /// <inheritdoc/>
    public int Read(Span<byte> buffer, long at)
    {
        Check(file.Read(at, buffer));
        return (int)Math.Clamp(file.Length - at, 0, buffer.Length);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes, long at) => Check(file.Write(at, bytes));

    /// <inheritdoc/>
    public void Sync() => Check(file.Sync());

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private static void Check(DiskAnswer answer)
    {
        if (answer is DiskAnswer.Failed or DiskAnswer.Full)
        {
            throw new IOException(answer == DiskAnswer.Full ? "The simulated disk is full." : "The simulated disk failed.");
        }
    }
}
