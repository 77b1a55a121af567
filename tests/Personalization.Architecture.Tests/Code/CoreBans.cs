namespace Personalization.Architecture.Tests;

/// <summary>
/// What would make the same input give another answer tomorrow, on another machine or in another process. Core may use none of it:
/// decisions are recomputed bit for bit from what was recorded.
/// </summary>
public static class CoreBans
{
    private const string Clock = "Take the time as an Instant argument";
    private const string Random = "Take a seed and derive from it with StableHash";
    private const string Outside = "Take the content as an argument; the outside world belongs to the journal and the hosts";
    private const string Concurrency = "Return a value; the hosts wait, lock and schedule";
    private const string Culture = "Use CultureInfo.InvariantCulture or the ordinal form";
    private const string Zones = "Use the time-zone tables of the catalog";
    private const string Maths = "It differs between platforms; write it from additions and multiplications in Core";
    private const string Vectors = "Sum in a fixed order with scalar code";

    private static readonly Ban[] All =
    [
        new("System.DateTime.get_Now", Clock), new("System.DateTime.get_UtcNow", Clock), new("System.DateTime.get_Today", Clock),
        new("System.DateTimeOffset.get_Now", Clock), new("System.DateTimeOffset.get_UtcNow", Clock),
        new("System.TimeProvider.*", Clock), new("System.Diagnostics.Stopwatch.*", Clock), new("System.Environment.get_TickCount*", Clock),
        new("System.Random.*", Random), new("System.Guid.NewGuid", Random), new("System.Guid.CreateVersion7", Random),
        new("System.Security.Cryptography.RandomNumberGenerator.*", Random),
        new("System.IO.*", Outside), new("System.Net.*", Outside), new("System.Console.*", Outside), new("System.Environment.*", Outside),
        new("System.Diagnostics.Process.*", Outside), new("System.AppContext.*", Outside), new("System.GC.*", Outside),
        new("System.Threading.Tasks.*", Concurrency), new("System.Threading.Thread.*", Concurrency), new("System.Threading.ThreadPool.*", Concurrency),
        new("System.Threading.Timer.*", Concurrency), new("System.Threading.PeriodicTimer.*", Concurrency),
        new("System.Threading.CancellationToken*", Concurrency), new("System.Threading.Lock.*", Concurrency), new("System.Threading.Monitor.*", Concurrency),
        new("System.Threading.SemaphoreSlim.*", Concurrency), new("System.Threading.ThreadLocal`1.*", Concurrency), new("System.Threading.AsyncLocal`1.*", Concurrency),
        new("System.Globalization.CultureInfo.get_CurrentCulture", Culture), new("System.Globalization.CultureInfo.get_CurrentUICulture", Culture),
        new("System.Globalization.CultureInfo.get_InstalledUICulture", Culture), new("System.Globalization.CultureInfo.GetCultureInfo*", Culture),
        new("System.StringComparer.get_CurrentCulture*", Culture),
        new("System.TimeZoneInfo.*", Zones), new("System.TimeZone.*", Zones), new("System.DateTime.ToLocalTime", Zones), new("System.DateTimeOffset.ToLocalTime", Zones),
        new("System.DateTimeOffset.get_LocalDateTime", Zones),
        .. from type in (string[])["Math", "MathF", "Double", "Single", "Half"]
           from function in (string[])["Exp*", "Log*", "Pow", "Sin*", "Cos*", "Tan*", "Asin*", "Acos*", "Atan*", "Cbrt", "RootN", "Hypot"]
           select new Ban($"System.{type}.{function}", Maths),
        new("System.Numerics.Vector*", Vectors), new("System.Numerics.Tensors.*", Vectors), new("System.Runtime.Intrinsics.*", Vectors),
    ];

    /// <summary>Exceptions that say "these bytes are damaged", and what the compiler puts into every iterator.</summary>
    private static readonly string[] Harmless =
    [
        "System.IO.InvalidDataException.*", "System.IO.EndOfStreamException.*", "System.Environment.get_CurrentManagedThreadId", "System.Environment.",
    ];

    public static IEnumerable<Violation> Check(IEnumerable<Usage> usages) =>
        from usage in usages
        let ban = All.FirstOrDefault(ban => usage.Matches(ban.Pattern))
        where ban is not null && !Harmless.Any(usage.Matches)
        select new Violation(usage.Where, $"{usage.From} uses {usage.Text.TrimEnd('.')}", ban.Instead);
}
