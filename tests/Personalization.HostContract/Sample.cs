using Personalization.Core;
using Personalization.Core.Events;
using Personalization.Core.Expressions;
using Personalization.Core.Subjects;
using Personalization.Journal;

namespace Personalization.HostContract;

/// <summary>Subjects and events for tests.</summary>
public static class Sample
{
    public static readonly Instant Noon = new(1_772_366_400_000);

    public static readonly TenantId Acme = new("acme/production");

    public static SubjectKey User(string id) => new(Acme, SubjectKind.User, id);

    public static SubjectKey Account(string id) => new(Acme, SubjectKind.Account, id);

    /// <summary>The owner of what the whole tenant shares.</summary>
    public static SubjectKey Shared(string id) => new(Acme, SubjectKind.Shared, id);

    public static Tracked Tracked(string id, long number = 1) => new()
    {
        Id = id,
        Time = Noon + TimeSpan.FromSeconds(number),
        ReceivedAt = Noon + TimeSpan.FromSeconds(number) + TimeSpan.FromMilliseconds(35),
        AccountId = "a1",
        Name = "import_failed",
        Properties = new ValueMap([
            new(Value.String("code"), Value.String("E42")),
            new(Value.String("feature"), Value.String("import")),
            new(Value.String("rows"), Value.Int(number)),
        ]),
    };

    /// <summary>That many events for a subject from a version on, with ids that no other version or subject has.</summary>
    public static StreamAppend Append(SubjectKey subject, long firstVersion, int count = 1) =>
        new(subject, firstVersion, [.. Enumerable.Range(0, count).Select(at => Tracked(IdOf(subject, firstVersion + at), firstVersion + at))]);

    public static string IdOf(SubjectKey subject, long version) => $"{subject.Kind}-{subject.Id}-{version}";
}
