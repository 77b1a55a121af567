namespace Personalization.Authoring.Definitions;

/// <summary>The top-level sections of a catalog file, as the schema names them.</summary>
internal static class SectionNames
{
    public const string Catalog = "catalog";
    public const string Purposes = "purposes";
    public const string Topics = "topics";
    public const string DataSources = "dataSources";
    public const string Events = "events";
    public const string Traits = "traits";
    public const string Errors = "errors";
    public const string Meters = "meters";
    public const string Checklists = "checklists";
    public const string Features = "features";
    public const string Counters = "counters";
    public const string Segments = "segments";
    public const string Stages = "stages";
    public const string Tiers = "tiers";
    public const string Channels = "channels";
    public const string Surfaces = "surfaces";
    public const string Caps = "caps";
    public const string Gaps = "gaps";
    public const string Budgets = "budgets";
    public const string QuietHours = "quietHours";
    public const string Groups = "groups";
    public const string Actions = "actions";
    public const string Flags = "flags";
}
