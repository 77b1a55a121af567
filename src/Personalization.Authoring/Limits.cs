namespace Personalization.Authoring;

/// <summary>The bounds of a catalog's sources: generous for people, small for a server that is handed an archive.</summary>
internal static class Limits
{
    /// <summary>The most files of a folder: one per action of a large product.</summary>
    public const int FilesMax = 1000;

    /// <summary>The longest file, in characters: a thousand actions with their texts.</summary>
    public const int FileCharsMax = 1 << 20;

    /// <summary>All files together, in characters: what a server parses within a second.</summary>
    public const int TotalCharsMax = 8 << 20;

    /// <summary>The most nodes of one file: bounds memory, since a node is larger than the two characters that can make one.</summary>
    public const int NodesMax = 200_000;

    /// <summary>Schemas that checking one file may ask: every node is asked by a handful.</summary>
    public const int ShapeStepsMax = 10 * NodesMax;

    /// <summary>The deepest nesting: contracts of nested properties need about twelve; reading recurses.</summary>
    public const int DepthMax = 48;

    /// <summary>The longest single text, in characters: an e-mail body fits.</summary>
    public const int ScalarCharsMax = 16_384;

    /// <summary>The most problems of one load: nobody fixes more before trying again.</summary>
    public const int ProblemsMax = 200;

    /// <summary>The most characters of a line that a problem shows: a terminal's width or two.</summary>
    public const int ExcerptCharsMax = 160;

    /// <summary>The most definitions of one section after merging: slots of all of them must fit into 16 bits.</summary>
    public const int DefinitionsMax = 5000;

    /// <summary>The shortest that events are kept: what is due is taken out once a day, and no window fits into less.</summary>
    public static readonly TimeSpan RetentionMin = TimeSpan.FromDays(1);

    /// <summary>The longest: ten years, which is as far as caps and gaps look back. Longer is as good as for ever.</summary>
    public static readonly TimeSpan RetentionMax = TimeSpan.FromDays(3_650);

    /// <summary>The most names that a hint lists before it breaks off.</summary>
    public const int HintNamesMax = 12;
}
