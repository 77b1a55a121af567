using System.Runtime.CompilerServices;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Gateway.SubjectRequests;

/// <summary>The refused events that name a subject. They lie under their tenant, so all of its letters are looked through.</summary>
internal static class SubjectLetters
{
    /// <summary>Those letters, the oldest first.</summary>
    public static async IAsyncEnumerable<StoredDeadLetter> Find(IDeadLetters letters, SubjectKey subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var mention = new SubjectMention(subject.Id);
        await foreach (var stored in ReadAll(letters, subject.Tenant, cancellation))
        {
            if (mention.IsIn(stored.Letter))
            {
                yield return stored;
            }
        }
    }

    /// <summary>All letters of a tenant, the oldest first.</summary>
    public static async IAsyncEnumerable<StoredDeadLetter> ReadAll(IDeadLetters letters, TenantId tenant, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = 0L;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = await letters.ReadOldest(tenant, last, Limits.LettersPerRead);
            foreach (var stored in page)
            {
                yield return stored;
            }

            if (page.Count < Limits.LettersPerRead)
            {
                yield break;
            }

            last = page[^1].Id;
        }
    }
}
