using Personalization.Core.Codecs;
using Personalization.Core.Subjects;
using Personalization.Grains;
using Personalization.Grains.Nodes;
using Personalization.Journal;

namespace Personalization.Cluster.Wire;

/// <summary>A reply: how the turn ended, a byte that says what follows, then that.</summary>
internal static class ReplyForm
{
    private const int Problem = 1, Decision = 2, Answers = 4, Receipt = 8, Profile = 16, Appended = 32;
    private const int Known = Problem | Decision | Answers | Receipt | Profile | Appended;
    private const int StatusProblem = 0x80;

    public static void Write(ByteWriter bytes, TurnReply reply, int version)
    {
        var writer = new WireWriter(bytes, version, TenantOf(reply));
        var parts = (reply.Problem is null ? 0 : Problem) | (reply.Decision is null ? 0 : Decision) | (reply.Answers.Count == 0 ? 0 : Answers)
            | (reply.Receipt is null ? 0 : Receipt) | (reply.Profile is null ? 0 : Profile) | (reply.Appended.Count == 0 ? 0 : Appended);

        // Who knows version 1 only takes a fence for a reply that got lost, which is true of neither and safe for both.
        bytes.Byte((byte)(version == 1 && reply.End == TurnEnd.Fenced ? TurnEnd.Lost : reply.End));
        bytes.Byte((byte)parts);
        if (version > 1 && (parts & (Profile | Appended)) != 0)
        {
            bytes.Text(writer.Tenant.Value);
        }

        WriteParts(writer, reply);
    }

    public static TurnReply Read(ref WireReader reader)
    {
        var end = (TurnEnd)reader.Bytes.Byte();
        if (end > (reader.Version == 1 ? TurnEnd.GivenUp : TurnEnd.Fenced))
        {
            throw new InvalidDataException($"No turn ends as {(int)end}.");
        }

        var parts = reader.Flags(Known);
        if (reader.Version > 1 && (parts & (Profile | Appended)) != 0)
        {
            reader.Tenant = new TenantId(reader.Name());
        }

        return new TurnReply(end)
        {
            Problem = (parts & Problem) != 0 ? reader.Problem() : null,
            Decision = (parts & Decision) != 0 ? DecisionForm.Read(ref reader) : null,
            Answers = (parts & Answers) != 0 ? ReadAnswers(ref reader) : [],
            Receipt = (parts & Receipt) != 0 ? new ImportReceipt(reader.Number(), reader.Number()) : null,
            Profile = (parts & Profile) != 0 ? GuestForm.Read(ref reader) : null,
            Appended = (parts & Appended) != 0 ? ReadAppended(ref reader) : [],
        };
    }

    private static TenantId TenantOf(TurnReply reply) =>
        reply.Profile is { } profile ? profile.Subject.Tenant : reply.Appended.Count > 0 ? reply.Appended[0].Subject.Tenant : default;

    private static void WriteParts(in WireWriter writer, TurnReply reply)
    {
        if (reply.Problem is { } problem)
        {
            writer.Problem(problem);
        }

        if (reply.Decision is { } decision)
        {
            DecisionForm.Write(writer, decision);
        }

        if (reply.Answers.Count > 0)
        {
            WriteAnswers(writer, reply.Answers);
        }

        if (reply.Receipt is { } receipt)
        {
            writer.Bytes.Signed(receipt.Appended);
            writer.Bytes.Signed(receipt.Present);
        }

        if (reply.Profile is { } profile)
        {
            GuestForm.Write(writer, profile);
        }

        if (reply.Appended.Count > 0)
        {
            WriteAppended(writer, reply.Appended);
        }
    }

    private static void WriteAnswers(in WireWriter writer, IReadOnlyList<IngestAnswer> answers)
    {
        writer.Bytes.Unsigned((ulong)answers.Count);
        for (var at = 0; at < answers.Count; at++)
        {
            writer.Bytes.Byte((byte)((int)answers[at].Status | (answers[at].Problem is null ? 0 : StatusProblem)));
            if (answers[at].Problem is { } problem)
            {
                writer.Problem(problem);
            }
        }
    }

    private static IngestAnswer[] ReadAnswers(ref WireReader reader)
    {
        var answers = new IngestAnswer[reader.Bytes.Count()];
        for (var at = 0; at < answers.Length; at++)
        {
            var lead = reader.Bytes.Byte();
            var status = (IngestStatus)(lead & ~StatusProblem);
            answers[at] = status <= IngestStatus.Rejected
                ? new IngestAnswer(status, (lead & StatusProblem) != 0 ? reader.Problem() : null)
                : throw new InvalidDataException($"No event ends as {(int)status}.");
        }

        return answers;
    }

    private static void WriteAppended(in WireWriter writer, IReadOnlyList<StreamAppend> appended)
    {
        writer.Bytes.Unsigned((ulong)appended.Count);
        for (var at = 0; at < appended.Count; at++)
        {
            writer.Subject(appended[at].Subject);
            writer.Bytes.Signed(appended[at].FirstVersion);
            writer.Events(appended[at].Events);
        }
    }

    private static StreamAppend[] ReadAppended(ref WireReader reader)
    {
        var appended = new StreamAppend[reader.Bytes.Count()];
        for (var at = 0; at < appended.Length; at++)
        {
            appended[at] = new StreamAppend(reader.Subject(), reader.Bytes.Signed(), reader.Events());
        }

        return appended;
    }
}
