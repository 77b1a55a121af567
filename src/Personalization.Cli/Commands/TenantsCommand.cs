using System.CommandLine;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize tenants</c>: makes and lists tenants, and pins them to regions, in a data folder or a database.</summary>
internal static class TenantsCommand
{
    public static Command Create(Output output) =>
        new("tenants", "Makes and lists tenants, and pins them to a region. Works on the data folder or the database, beside a running server too.")
        {
            Add(output), List(output), Pin(output), Unpin(output),
        };

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
            if (problem is null)
            {
                await OperatorNote.Write(control, tenant, "tenants.create");
            }

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
                : TextTable.Write(output, ["tenant", "created", "region"], [.. tenants.Select(one => (string[])[one.Id.Value, one.Created.ToString(), one.Region ?? ""])]));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static ExplainedCommand Pin(Output output)
    {
        var region = new Argument<string>("region") { Description = "The only region that may store it, as servers name it with --region, such as eu." };
        var command = new ExplainedCommand(
            "pin",
            "Pins a tenant to a region: servers of other regions answer its calls 421 within a second, and store nothing more of it. Do it in the store of each region.",
            "personalize tenants pin acme/production eu");
        return Repin(command, output, region, parsed => parsed.GetValue(region)!);
    }

    private static ExplainedCommand Unpin(Output output) =>
        Repin(new ExplainedCommand("unpin", "Lets a tenant belong to every region again.", "personalize tenants unpin acme/production"), output, null, _ => null);

    private static ExplainedCommand Repin(ExplainedCommand command, Output output, Argument<string>? region, Func<ParseResult, string?> regionOf)
    {
        var place = new ControlPlace();
        var name = new Argument<string>("tenant") { Description = "Which, such as acme/production." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        command.Add(name);
        if (region is not null)
        {
            command.Add(region);
        }

        command.Add(json);
        place.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var control = await place.OpenTellingWhereNew(parsed, output, cancellation);
            var (tenant, wanted) = (new TenantId(parsed.GetValue(name)!), regionOf(parsed));
            var problem = await control.Tenants.Pin(tenant, wanted);
            if (problem is null)
            {
                await OperatorNote.Write(control, tenant, wanted is null ? "tenants.unpin" : "tenants.pin", wanted);
            }

            var pinned = (await control.Tenants.List()).SingleOrDefault(one => one.Id == tenant);
            return await Store.Finish(
                problem, output, () => parsed.GetValue(json) ? Json.Of(Shape(pinned!)) : wanted is null ? $"{tenant} belongs to every region" : $"pinned {tenant} to {wanted}");
        });
        return command;
    }

    private static object Shape(Tenant tenant) => new { id = tenant.Id.Value, created = tenant.Created.ToString(), region = tenant.Region };
}
