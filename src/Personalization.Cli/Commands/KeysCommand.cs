using System.CommandLine;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize keys</c>: makes, lists and revokes keys in a data folder or a database.</summary>
internal static class KeysCommand
{
    public static Command Create(Output output) =>
        new("keys", "Makes, lists and revokes keys. Works on the data folder or the database; running servers notice within a second.")
        {
            Add(output), List(output), Revoke(output),
        };

    private static Command Add(Output output)
    {
        var place = new ControlPlace();
        var tenant = new Argument<string>("tenant") { Description = "Whose key it is, such as acme/production." };
        var scopes = new Option<string[]>("--scopes")
        {
            Description = $"What it may do: {string.Join(", ", KeyScopeNames.Of(KeyScopes.All))} with commas or spaces between, or all.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var label = new Option<string>("--label") { Description = "What it is for, in your words.", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "create",
            "Makes a key and prints it once; only its hash is kept.",
            "personalize keys create acme/production --scopes ingest,decide --label web") { tenant, scopes, label, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(scopes)!.SelectMany(one => one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            var unknown = KeyScopeNames.Parse(names, out var wanted);
            await using var control = await place.Open(parsed, cancellation);
            var owner = new TenantId(parsed.GetValue(tenant)!);
            var (problem, created) = unknown is null ? await control.Keys.Create(owner, wanted, parsed.GetValue(label)!) : (unknown, null);
            if (created is not null)
            {
                await OperatorNote.Write(control, owner, "keys.create", created.Key.Id);
            }

            return await Store.Finish(
                problem,
                output,
                () => parsed.GetValue(json) ? Json.Of(KeyShape.Of(created!.Key, created.Text)) : $"{created!.Text}\nKeep it now: it is not shown again. Its id is {created.Key.Id}.",
                problem?.Code == "tenant_unknown" ? $"`personalize tenants create {owner} {place.FlagOf(parsed)}` makes it; is it the right place?" : null);
        });
        return command;
    }

    private static Command List(Output output)
    {
        var place = new ControlPlace();
        var tenant = new Option<string?>("--tenant") { Description = "Only this tenant's." };
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "list", "Lists the keys, never their texts.", "personalize keys list --tenant acme/production") { tenant, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var control = await place.OpenTellingWhereNew(parsed, output, cancellation);
            var keys = (await control.Keys.List(parsed.GetValue(tenant) is { } name ? new TenantId(name) : null)).Select(one => KeyShape.Of(one)).ToList();
            await (parsed.GetValue(json)
                ? output.Results.WriteLineAsync(Json.Of(keys))
                : TextTable.Write(
                    output,
                    ["id", "tenant", "scopes", "created", "revoked", "label"],
                    [.. keys.Select(one => (string[])[one.Id, one.Tenant, string.Join(',', one.Scopes), one.Created, one.Revoked ?? "", one.Label])]));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Command Revoke(Output output)
    {
        var place = new ControlPlace();
        var id = new Argument<string>("id") { Description = "The key's id, as `keys list` shows it." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = place.AddTo(new ExplainedCommand("revoke", "Revokes a key for good.", "personalize keys revoke k_jflcefjdh2") { id, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var control = await place.Open(parsed, cancellation);
            var wanted = parsed.GetValue(id)!;
            var problem = await control.Keys.Revoke(wanted)
                ? null
                : new Problem("key_unknown", "/id", "There is no such key that is not revoked already; `personalize keys list` shows them.");
            var revoked = (await control.Keys.List()).SingleOrDefault(one => one.Id == wanted);
            if (problem is null)
            {
                await OperatorNote.Write(control, revoked!.Tenant, "keys.revoke", wanted);
            }

            return await Store.Finish(problem, output, () => parsed.GetValue(json) ? Json.Of(KeyShape.Of(revoked!)) : $"revoked {wanted}");
        });
        return command;
    }
}
