using System.Globalization;

namespace Personalization.Simulation.Kills.Load;

/// <summary>Whose streams there are: few, so that many events meet in one and a check reads all of them.</summary>
internal static class Population
{
    private const int Users = 24, Accounts = 6;

    /// <summary>How often the offer may be served to an account.</summary>
    public const int OffersPerAccount = 40;

    /// <summary>The paths of all streams.</summary>
    public static IReadOnlyList<string> Streams { get; } =
        [.. Enumerable.Range(0, Users).Select(number => UserStream(User(number))), .. Enumerable.Range(0, Accounts).Select(number => AccountStream(Account(number)))];

    /// <summary>A user.</summary>
    public static string User(int number) => string.Create(CultureInfo.InvariantCulture, $"u{number % Users}");

    /// <summary>The account that a user belongs to.</summary>
    public static string AccountOf(string user) => Account(int.Parse(user.AsSpan(1), CultureInfo.InvariantCulture));

    /// <summary>The stream of a user.</summary>
    public static string UserStream(string user) => $"users/{user}";

    /// <summary>The stream of an account.</summary>
    public static string AccountStream(string account) => $"accounts/{account}";

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"a{number % Accounts}");
}
