using System.CommandLine;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize tenants</c>: makes and lists tenants in a data folder or a database.</summary>
internal static class TenantsCommand
{
    public static Command Create(Output output) =>
        new("tenants", "Makes and lists tenants. Works on the data folder or the database, beside a running server too.") { Add(output), List(output) };

    private static Command Add(Output output)
    {
        var place = new ControlPlace();
        var name = new Argument<string>("tenant") { Description = "Two names with a slash, such as acme/production." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = place.AddTo(new ExplainedCommand("create", "Makes a tenant.", "personalize tenants create acme/production") { name, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var control = await place.OpenTellingWhereNew(parsed, output, cancellation);
            var tenant = new TenantId(parsed.GetValue(name)!);
            var problem = await control.Tenants.Create(tenant);
            var made = (await control.Tenants.List()).SingleOrDefault(one => one.Id == tenant);
            return await Store.Finish(problem, output, () => parsed.GetValue(json) ? Json.Of(Shape(made!)) : $"created {tenant}");
        });
        return command;
    }

    private static Command List(Output output)
    {
        var place = new ControlPlace();
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = place.AddTo(new ExplainedCommand("list", "Lists the tenants.", "personalize tenants list --json") { json });
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var control = await place.OpenTellingWhereNew(parsed, output, cancellation);
            var tenants = await control.Tenants.List();
            await (parsed.GetValue(json)
                ? output.Results.WriteLineAsync(Json.Of(tenants.Select(Shape)))
                : TextTable.Write(output, ["tenant", "created"], [.. tenants.Select(one => (string[])[one.Id.Value, one.Created.ToString()])]));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static object Shape(Tenant tenant) => new { id = tenant.Id.Value, created = tenant.Created.ToString() };
}
