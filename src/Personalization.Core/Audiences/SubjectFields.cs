using Personalization.Core.Catalogs;
using Personalization.Core.Expressions;
using Personalization.Core.Profiles;

namespace Personalization.Core.Audiences;

/// <summary>Declares what expressions may read of one side: <c>user</c> or <c>account</c>.</summary>
/// <remarks>
/// What never happened reads as nothing of its type (empty, 0, false, the epoch 1970-01-01T00:00:00Z), and <c>has()</c> tells the
/// difference: authors compare traits without asking for them first.
/// </remarks>
/// <typeparam name="TSide">Which side.</typeparam>
internal sealed partial class SubjectFields<TSide>(string name, TSide side, Catalog catalog, Locality locality, HistoryBinder histories)
    where TSide : struct, ISide
{
    private readonly ObjectType<AudienceContext> subject = new(name);

    /// <summary>The type with all members but <c>stage</c> and <c>segments</c>, which depend on them.</summary>
    public ObjectType<AudienceContext> Declare()
    {
        // Traits come first: where one has the name of a member, the member is meant and the trait is under `traits`.
        AddTraits();
        AddItself();
        AddErrors();
        AddMeters();
        AddChecklists();
        AddFeatures();
        AddCounters();
        AddHistory();
        if (side.Side == SubjectSide.User)
        {
            AddContext();
            AddExposures();
            AddPreferences();
            AddConsents();
        }

        return subject;
    }

    private void AddItself()
    {
        subject.AddString("id", (in c, ref _) => side.IdOf(in c));
        subject.AddBool("known", (in c, ref _) => side.IsKnown(in c));
        subject.AddInt("version", (in c, ref _) => side.ProfileOf(in c).Version);
        AddTime(subject, "firstSeen", (in c, ref _) => side.ProfileOf(in c).FirstSeen);
        AddTime(subject, "lastSeen", (in c, ref _) => side.ProfileOf(in c).LastSeen);
    }

    private void AddContext()
    {
        AddText(subject, "locale", (in c, ref _) => locality.LanguageOf(in c));
        subject.AddString("timezone", (in c, ref _) => locality.TimeZoneOf(in c), (in c, ref _) => locality.KnowsTimeZoneOf(in c));
        AddText(subject, "region", (in c, ref _) => c.Request.Region ?? side.ProfileOf(in c).Context(ContextMember.Region));
        AddText(subject, "device", (in c, ref _) => c.Request.Device ?? side.ProfileOf(in c).Context(ContextMember.Device));
        AddText(subject, "os", (in c, ref _) => side.ProfileOf(in c).Context(ContextMember.Os));
        AddText(subject, "appVersion", (in c, ref _) => side.ProfileOf(in c).Context(ContextMember.AppVersion));
        subject.AddTexts(
            "paths",
            (in c, ref _) => side.ProfileOf(in c).Paths.Length,
            (in c, index) => side.ProfileOf(in c).Paths[index].Path);
    }

    private ObjectType<AudienceContext> AddGroup(ObjectType<AudienceContext> parent, string group)
    {
        var type = new ObjectType<AudienceContext>(group);
        parent.AddObject(group, type);
        return type;
    }

    private static void AddTime(ObjectType<AudienceContext> type, string name, Read<AudienceContext, Instant?> read) => type.AddTimestamp(
        name,
        (in c, ref frame) => CelTimestamp.From(read(in c, ref frame) ?? default),
        (in c, ref frame) => read(in c, ref frame) is not null);

    private static void AddText(ObjectType<AudienceContext> type, string name, Read<AudienceContext, string?> read) => type.AddString(
        name,
        (in c, ref frame) => read(in c, ref frame) ?? "",
        (in c, ref frame) => read(in c, ref frame) is not null);
}
