using Personalization.Core;
using Personalization.Core.Codecs;
using Personalization.Core.Events;
using Personalization.Core.Subjects;
using Personalization.Journal.Codecs;

namespace Personalization.Cluster.Wire;

/// <summary>Reads what <see cref="WireWriter"/> wrote. Everything throws <see cref="InvalidDataException"/> on what that cannot have written.</summary>
/// <param name="message">The message behind its version.</param>
/// <param name="version">Its version.</param>
internal ref struct WireReader(ReadOnlyMemory<byte> message, int version)
{
    // Names come again from message to message; making the cache anew costs more than most messages.
    [ThreadStatic]
    private static TextCache? names;

    [ThreadStatic]
    private static ActionCache? actions;

    private readonly ReadOnlyMemory<byte> message = message;

    /// <summary>The bytes, at where they are read.</summary>
    public ByteReader Bytes = new(message.Span);

    public readonly int Version => version;

    /// <summary>Whose message it is; set where that is read.</summary>
    public TenantId Tenant { get; set; }

    /// <summary>Strings that come again.</summary>
    public static TextCache Names => names ??= new TextCache();

    /// <summary>Actions that come again.</summary>
    public static ActionCache Actions => actions ??= new ActionCache();

    public bool Flag() => Bytes.Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new InvalidDataException($"A flag is 0 or 1, not {other}."),
    };

    /// <summary>A byte of which only some bits may be set.</summary>
    public int Flags(int known) => Bytes.Byte() is var flags && (flags & ~known) == 0 ? flags : throw new InvalidDataException($"No message has the members {flags}.");

    /// <summary>A text that is another one in each message.</summary>
    public string Text() => TextCache.Decode(Bytes.Bytes());

    /// <summary>A text of a few that come again.</summary>
    public string Name() => Names.Get(Bytes.Bytes());

    public int Number() => Bytes.Signed() is var number && number == (int)number ? (int)number : throw new InvalidDataException($"The number {number} is too large.");

    /// <summary>Bytes that are not read yet.</summary>
    public readonly ReadOnlySpan<byte> Ahead(int length) => message.Span.Slice(Bytes.Position, length);

    /// <summary>A run of bytes, which points into the message.</summary>
    public ReadOnlyMemory<byte> Run()
    {
        var length = Bytes.Count();
        var run = message.Slice(Bytes.Position, length);
        Bytes.Raw(length);
        return run;
    }

    public SubjectKey Subject()
    {
        var tenant = Version == 1 ? new TenantId(Name()) : Tenant;
        var kind = (SubjectKind)Bytes.Byte();
        return kind is SubjectKind.User or SubjectKind.Account or SubjectKind.Anonymous or SubjectKind.Shared
            ? new SubjectKey(tenant, kind, Text())
            : throw new InvalidDataException($"No subject is of kind {(byte)kind}.");
    }

    public Problem Problem() => new(Name(), Text(), Text());

    public string[] Texts()
    {
        var texts = new string[Bytes.Count()];
        for (var at = 0; at < texts.Length; at++)
        {
            texts[at] = Text();
        }

        return texts;
    }

    public Event Event() => EventCodec.Read(ref Bytes, Names);

    public Event[] Events()
    {
        var events = new Event[Bytes.Count()];
        for (var at = 0; at < events.Length; at++)
        {
            events[at] = Event();
        }

        return events;
    }
}
