using System.Security.Cryptography;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Journal.Erasures;

/// <summary>An erasure that was done. It says nothing of whom it was about to anybody who lacks the ledger's secret, and with it only to those who guess the id.</summary>
/// <param name="Id">Its id, which the receipt names.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Digest">HMAC-SHA256 of the subject, by the ledger's secret.</param>
/// <param name="Hash">The subject's stable hash, by which a journal finds it; sealed in the file.</param>
/// <param name="Through">What the journal has of the subject up to this place in the feed was put back from a copy.</param>
/// <param name="Events">How many events were destroyed.</param>
/// <param name="DeadLetters">How many refused events were.</param>
public sealed record ErasureEntry(string Id, Instant At, string Digest, ulong Hash, long Through, long Events, long DeadLetters)
{
    /// <summary>An id for an erasure that begins.</summary>
    internal static string NewId() => "er_" + RandomNumberGenerator.GetHexString(20, lowercase: true);

    internal static ErasureEntry Of(string id, Instant at, in SubjectKey subject, string digest, in ErasureExtent done) =>
        new(id, at, digest, subject.StableHash(), done.Through, done.Events, done.DeadLetters);
}
