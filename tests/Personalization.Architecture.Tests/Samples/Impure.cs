using System.Globalization;

namespace Personalization.Architecture.Tests.Samples;

/// <summary>One method for each kind of thing that Core must not use.</summary>
internal static class Impure
{
    public static DateTime Clock() => DateTime.UtcNow;

    public static int Chance() => Random.Shared.Next();

    public static Guid Identity() => Guid.NewGuid();

    public static string Disk(string path) => File.ReadAllText(path);

    public static async Task<int> Waiting(Task<int> other) => await other + 1;

    public static void Locking(Lock gate) => gate.Enter();

    public static double Power(double x) => Math.Pow(x, 0.3);

    public static double Logarithm(double x) => double.Log2(x);

    public static TimeZoneInfo Zone() => TimeZoneInfo.Local;

    public static CultureInfo Habits() => CultureInfo.CurrentCulture;

    public static double Pure(double x) => Math.Round(x) + Math.Max(x, 1) + CultureInfo.InvariantCulture.LCID;
}
