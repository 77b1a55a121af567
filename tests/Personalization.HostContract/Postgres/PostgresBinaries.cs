using System.Diagnostics;
using System.Globalization;

namespace Personalization.HostContract.Postgres;

/// <summary>Where Debian puts PostgreSQL's programs, and how to run them: PostgreSQL refuses to run as root, so root runs them as the user that the package made.</summary>
internal static class PostgresBinaries
{
    private const string Packaged = "/usr/lib/postgresql";
    private const string User = "postgres";

    /// <summary>The newest version's folder, or null.</summary>
    private static readonly string? Folder = Directory.Exists(Packaged)
        ? Directory.GetDirectories(Packaged)
            .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")) && File.Exists(Path.Combine(folder, "bin", "postgres")))
            .MaxBy(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0)
        : null;

    /// <summary>Why PostgreSQL cannot be run here; null where it can.</summary>
    public static string? Missing { get; } =
        Folder is null ? $"There is no PostgreSQL in {Packaged} (Debian: postgresql-15)."
        : Environment.IsPrivilegedProcess && !File.Exists("/usr/bin/setpriv") ? "Root needs setpriv to run PostgreSQL as another user."
        : null;

    /// <summary>The path of a program.</summary>
    public static string Find(string program) => Path.Combine(Folder!, "bin", program);

    /// <summary>A command as PostgreSQL's user.</summary>
    public static ProcessStartInfo AsPostgres(string program, params string[] arguments)
    {
        string[] command = Environment.IsPrivilegedProcess
            ? ["/usr/bin/setpriv", "--reuid=" + User, "--regid=" + User, "--init-groups", program, .. arguments]
            : [program, .. arguments];
        return Quiet(command);
    }

    /// <summary>Makes a folder private to PostgreSQL's user.</summary>
    public static async Task GiveAway(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await Run(Quiet(["/usr/bin/chown", User + ":", folder]));
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task Run(ProcessStartInfo command)
    {
        using var running = Process.Start(command)!;
        running.StandardInput.Close();
        var (output, error) = (running.StandardOutput.ReadToEndAsync(), running.StandardError.ReadToEndAsync());
        await running.WaitForExitAsync();
        if (running.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command.FileName} {string.Join(' ', command.ArgumentList)} ended with {running.ExitCode}: {await output}{await error}");
        }
    }

    private static ProcessStartInfo Quiet(string[] command) => new(command[0], command[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        WorkingDirectory = "/",
    };
}
