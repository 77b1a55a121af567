using System.CommandLine;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

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
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = store.AddTo(new ExplainedCommand("create", "Makes a tenant.", "personalize tenants create acme/production") { name, json });
        command.SetAction(async (parsed, _) =>
        {
            using var control = await store.OpenTellingWhereNew(parsed, output);
            var tenant = new TenantId(parsed.GetValue(name)!);
            return await Store.Finish(control.Tenants.Create(tenant), output, () => parsed.GetValue(json)
                ? Json.Of(Shape(control.Tenants.List().Single(one => one.Id == tenant)))
                : $"created {tenant}");
        });
        return command;
    }

    private static Command List(Output output)
    {
        var store = new Store();
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = store.AddTo(new ExplainedCommand("list", "Lists the tenants.", "personalize tenants list --json") { json });
        command.SetAction(async (parsed, _) =>
        {
            using var control = await store.OpenTellingWhereNew(parsed, output);
            var tenants = control.Tenants.List();
            await (parsed.GetValue(json)
                ? output.Results.WriteLineAsync(Json.Of(tenants.Select(Shape)))
                : TextTable.Write(output, ["tenant", "created"], [.. tenants.Select(one => (string[])[one.Id.Value, one.Created.ToString()])]));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static object Shape(Tenant tenant) => new { id = tenant.Id.Value, created = tenant.Created.ToString() };
}
