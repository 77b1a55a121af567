using System.Globalization;
using Personalization.Core.Subjects;

namespace Personalization.Chaos.Load;

/// <summary>Whose streams there are: enough to live on all silos, few enough that limits are hit all the time.</summary>
internal static class Population
{
    private const int Users = 160, Accounts = 16, Hot = 8, HotOneIn = 3;

    /// <summary>The tenant that the harness's key belongs to.</summary>
    public static TenantId Tenant { get; } = new("demo/development");

    /// <summary>Everybody, and every account.</summary>
    public static IReadOnlyList<SubjectKey> People { get; } =
        [.. Enumerable.Range(0, Users).Select(number => User(Name('u', number))), .. Enumerable.Range(0, Accounts).Select(number => Account(Name('a', number)))];

    /// <summary>Somebody: every third time one of a few, so that the caps of some users are reached, too.</summary>
    public static string Draw(Random random) => Name('u', random.Next(HotOneIn) == 0 ? random.Next(Hot) : random.Next(Users));

    /// <summary>The account that a user belongs to.</summary>
    public static string AccountOf(string user) => Name('a', int.Parse(user.AsSpan(1), CultureInfo.InvariantCulture) % Accounts);

    /// <summary>The key of a user.</summary>
    public static SubjectKey User(string id) => new(Tenant, SubjectKind.User, id);

    /// <summary>The key of an account.</summary>
    public static SubjectKey Account(string id) => new(Tenant, SubjectKind.Account, id);

    /// <summary>The key of who owns a cap or a budget of the tenant.</summary>
    public static SubjectKey Shared(string owner) => new(Tenant, SubjectKind.Shared, owner);

    private static string Name(char kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number}");
}
