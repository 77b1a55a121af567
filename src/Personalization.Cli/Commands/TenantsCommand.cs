using System.CommandLine;
using System.Text.Json;
using Personalization.Core.Subjects;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize tenants</c>: makes and lists tenants in a data folder.</summary>
internal static class TenantsCommand
{
    public static Command Create(Output output) =>
        new("tenants", "Makes and lists tenants. Works on the data folder, beside a running server too.") { Add(output), List(output) };

    private static Command Add(Output output)
    {
        var store = new Store();
        var name = new Argument<string>("tenant") { Description = "Two names with a slash, such as acme/production." };
        var command = store.AddTo(new Command("create", "Makes a tenant.") { name });
        command.SetAction(parsed =>
        {
            using var control = store.Open(parsed);
            var tenant = new TenantId(parsed.GetValue(name)!);
            return Store.Finish(control.Tenants.Create(tenant), output, () => $"created {tenant}");
        });
        return command;
    }

    private static Command List(Output output)
    {
        var store = new Store();
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = store.AddTo(new Command("list", "Lists the tenants.") { json });
        command.SetAction(parsed =>
        {
            using var control = store.Open(parsed);
            var tenants = control.Tenants.List();
            output.Results.Write(parsed.GetValue(json)
                ? JsonSerializer.Serialize(tenants.Select(one => new { id = one.Id.Value, created = one.Created.ToString() })) + "\n"
                : TextTable.Format(["tenant", "created"], [.. tenants.Select(one => (string[])[one.Id.Value, one.Created.ToString()])]));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
