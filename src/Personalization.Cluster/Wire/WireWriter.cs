using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Cluster.Wire;

/// <summary>Writes what messages are made of.</summary>
/// <param name="Bytes">Where to.</param>
/// <param name="Version">The version of the message.</param>
/// <param name="Tenant">Whose message it is.</param>
internal readonly record struct WireWriter(ByteWriter Bytes, int Version, TenantId Tenant)
{
    public void Flag(bool isSet) => Bytes.Byte(isSet ? (byte)1 : (byte)0);

    /// <summary>Writes a text if there is one; a flag elsewhere says so.</summary>
    public void TextIfAny(string? text)
    {
        if (text is not null)
        {
            Bytes.Text(text);
        }
    }

    public void Subject(in SubjectKey subject)
    {
        if (Version == 1)
        {
            Bytes.Text(subject.Tenant.Value);
        }
        else if (subject.Tenant != Tenant)
        {
            throw new ArgumentException("A message is about the subjects of one tenant.");
        }

        Bytes.Byte((byte)subject.Kind);
        Bytes.Text(subject.Id);
    }

    public void Problem(Problem problem)
    {
        Bytes.Text(problem.Code);
        Bytes.Text(problem.Path);
        Bytes.Text(problem.Message);
    }

    public void Texts(IReadOnlyList<string> texts)
    {
        Bytes.Unsigned((ulong)texts.Count);
        for (var at = 0; at < texts.Count; at++)
        {
            Bytes.Text(texts[at]);
        }
    }

    public void Events(IReadOnlyList<Event> events)
    {
        Bytes.Unsigned((ulong)events.Count);
        for (var at = 0; at < events.Count; at++)
        {
            EventCodec.Write(Bytes, events[at]);
        }
    }
}
