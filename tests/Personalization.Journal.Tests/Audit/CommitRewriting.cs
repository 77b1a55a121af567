using Microsoft.Data.Sqlite;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;
using Personalization.Journal.Sqlite;

namespace Personalization.Journal.Tests.Audit;

/// <summary>Takes a stored commit apart and writes it again, changed and with its right checksum: what the checksums cannot find and the chain must.</summary>
internal static class CommitRewriting
{
    public static void Rewrite(string journal, long commit, Action<List<RewrittenPart>> change)
    {
        using var connection = new SqliteConnection($"Data Source={journal};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.Parameters.AddWithValue("$id", commit);
        command.CommandText = "SELECT payload FROM commits WHERE id = $id";
        var parts = Read((byte[])command.ExecuteScalar()!);
        change(parts);
        var payload = Write(parts);
        command.Parameters.AddWithValue("$checksum", (long)CommitFormat.Checksum(commit, payload));
        command.Parameters.AddWithValue("$payload", payload);
        command.CommandText = "UPDATE commits SET checksum = $checksum, payload = $payload WHERE id = $id";
        command.ExecuteNonQuery();
    }

    private static List<RewrittenPart> Read(byte[] payload)
    {
        var contents = new CommitContents();
        var texts = new TextCache();
        contents.Read(payload, texts);
        return [.. contents.Parts.Select(part =>
        {
            var reader = new ByteReader(payload.AsSpan(part.At, part.Bytes));
            var events = new List<Event>();
            for (var at = 0; at < part.Events; at++)
            {
                events.Add(EventCodec.Read(ref reader, texts));
            }

            return new RewrittenPart(contents.SubjectOf(part, payload), part.FirstVersion, events);
        })];
    }

    private static byte[] Write(List<RewrittenPart> parts)
    {
        using var payload = new ByteWriter();
        payload.Byte(2);
        var bytes = new List<int>();
        foreach (var part in parts)
        {
            var start = payload.Length;
            part.Events.Where(_ => !part.IsErased).ToList().ForEach(one => EventCodec.Write(payload, one));
            bytes.Add(payload.Length - start);
        }

        var tables = payload.Length;
        TenantId[] tenants = [.. parts.Select(part => part.Subject.Tenant).Distinct()];
        payload.Unsigned((ulong)tenants.Length);
        tenants.ToList().ForEach(tenant => payload.Text(tenant.Value));
        payload.Unsigned((ulong)parts.Count);
        foreach (var part in parts)
        {
            payload.Unsigned((ulong)Array.IndexOf(tenants, part.Subject.Tenant));
            payload.Byte(part.IsErased ? (byte)0 : (byte)part.Subject.Kind);
            if (!part.IsErased)
            {
                payload.Text(part.Subject.Id);
            }
        }

        payload.Unsigned((ulong)parts.Count);
        for (var at = 0; at < parts.Count; at++)
        {
            payload.Unsigned((ulong)at);
            payload.Unsigned((ulong)parts[at].FirstVersion);
            payload.Unsigned((ulong)parts[at].Events.Count);
            payload.Unsigned(parts[at].IsErased ? 0 : EventTypeSet.Of([.. parts[at].Events.Select(one => one.Type)]).Bits);
            payload.Unsigned((ulong)bytes[at]);
        }

        payload.Fixed64((ulong)tables);
        return payload.Written.ToArray();
    }
}
