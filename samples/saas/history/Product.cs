namespace Personalization.Samples.Saas;

/// <summary>What the product has to offer: its features, as the sample catalog names them.</summary>
internal static class Product
{
    /// <summary>The features, as the property <c>feature</c> of <c>feature_used</c>.</summary>
    public static readonly string[] Features = ["board", "gantt", "automation", "dashboards", "templates", "comments", "api"];

    private static readonly int[] AdminWeights = [25, 12, 20, 18, 8, 12, 5];
    private static readonly int[] AnalystWeights = [8, 6, 6, 50, 4, 10, 16];
    private static readonly int[] MemberWeights = [48, 14, 6, 6, 6, 20, 0];

    /// <summary>How likely each feature is to be used by people of a role.</summary>
    public static ReadOnlySpan<int> FeatureWeights(string role) => role switch
    {
        "admin" => AdminWeights,
        "analyst" => AnalystWeights,
        _ => MemberWeights,
    };

    /// <summary>The page that a feature lives on.</summary>
    public static string PageOf(string feature) => feature switch
    {
        "board" or "comments" => "/projects/board",
        "gantt" => "/projects/gantt",
        "automation" => "/automation",
        "dashboards" => "/dashboards",
        "templates" => "/templates",
        _ => "/settings/api",
    };
}
