using System.Text;
using Microsoft.Data.Sqlite;
using Personalization.Core.Subjects;
using Personalization.Journal.Sqlite;
using Personalization.Journal.Sqlite.Disks;

namespace Personalization.Journal.Erasures;

/// <summary>Destroys the rows about a subject that consumers of the feed keep in <c>projections.db</c> of a folder, also beside the one who has the file open. Their keys begin with the subject.</summary>
internal sealed class ProjectionEraser(IDisk disk, string folder)
{
    /// <summary>The name of the file in its folder.</summary>
    internal const string FileName = "projections.db";

    /// <summary>The <c>user_version</c> of files that are written. One of another format is made anew: it holds nothing that the journal does not.</summary>
    internal const int FormatNow = 1;

    private readonly string path = Path.Combine(folder, FileName);

    /// <summary>The bytes that keys of rows about a subject begin with: tenant, zero, kind, id, zero.</summary>
    internal static byte[] KeyOf(in SubjectKey subject) => [.. Encoding.UTF8.GetBytes(subject.Tenant.Value), 0, (byte)subject.Kind, .. Encoding.UTF8.GetBytes(subject.Id), 0];

    /// <summary>Destroys them. Throws <see cref="ErasureUnfinishedException"/> where they may still be there; the erasure can be asked for again.</summary>
    public void Erase(in SubjectKey subject)
    {
        if (!disk.Exists(path))
        {
            return;
        }

        try
        {
            using var connection = DatabaseFile.Open(disk, path, "NORMAL");
            if (DatabaseFile.Number(connection, "PRAGMA user_version") == FormatNow)
            {
                Erase(connection, subject);
                return;
            }
        }
        catch (SqliteException e)
        {
            throw new ErasureUnfinishedException($"{FileName} may still hold what was erased: {e.Message}. Stop the server, delete the file, which is made again from the events, and ask for the erasure again.", e);
        }

        // Of another format: nobody reads it any more.
        DatabaseFile.Delete(disk, path);
    }

    private static void Erase(SqliteConnection connection, in SubjectKey subject)
    {
        DatabaseFile.Execute(connection, "PRAGMA secure_delete=ON");
        var first = KeyOf(subject);
        byte[] behind = [.. first[..^1], 1];
        using (var delete = new Statement(connection, "DELETE FROM rows WHERE consumer IN (SELECT consumer FROM checkpoints) AND key >= ?1 AND key < ?2"))
        {
            delete.Bind(1, first).Bind(2, behind).Run();
        }

        // The log still holds the rows as they were. The pragma says 1 where a reader outlasted the busy timeout.
        if (DatabaseFile.Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0)
        {
            throw new ErasureUnfinishedException($"Something reads {FileName} without a pause, so its write-ahead log still holds what was erased. Ask for the erasure again.");
        }
    }
}
