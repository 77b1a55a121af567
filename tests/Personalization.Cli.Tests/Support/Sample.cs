namespace Personalization.Cli.Tests.Support;

/// <summary>Events of the sample's product, one line each.</summary>
internal static class Sample
{
    public static string Fresh(string kind) => $"{kind}-{Guid.NewGuid():N}";

    public static string Failure(string user) => Track(user, "import_failed", """{"code":"csv_encoding","feature":"csv"}""");

    public static string Track(string user, string name, string properties) =>
        $$"""{"type":"track","messageId":"{{Fresh("event")}}","userId":"{{user}}","event":"{{name}}","properties":{{properties}}}""";
}
