using System.CommandLine;
using System.Text.Json;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize keys</c>: makes, lists and revokes keys in a data folder.</summary>
internal static class KeysCommand
{
    public static Command Create(Output output) =>
        new("keys", "Makes, lists and revokes keys. Works on the data folder; a running server notices within a second.")
        {
            Add(output), List(output), Revoke(output),
        };

    private static Command Add(Output output)
    {
        var store = new Store();
        var tenant = new Argument<string>("tenant") { Description = "Whose key it is, such as acme/production." };
        var scopes = new Option<string>("--scopes") { Description = "What it may do: a list of ingest, decide, read, privacy and admin, or all.", Required = true };
        var label = new Option<string>("--label") { Description = "What it is for, in your words.", DefaultValueFactory = _ => "" };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = store.AddTo(new Command("create", "Makes a key and prints it once; only its hash is kept.") { tenant, scopes, label, json });
        command.SetAction(parsed =>
        {
            var unknown = KeyScopeNames.Parse(parsed.GetValue(scopes)!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), out var wanted);
            using var control = store.Open(parsed);
            CreatedKey? created = null;
            var problem = unknown ?? control.Keys.Create(new TenantId(parsed.GetValue(tenant)!), wanted, parsed.GetValue(label)!, out created);
            return Store.Finish(problem, output, () => parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { id = created!.Key.Id, key = created.Text })
                : $"{created!.Text}\nKeep it now: it is not shown again. Its id is {created.Key.Id}.");
        });
        return command;
    }

    private static Command List(Output output)
    {
        var store = new Store();
        var tenant = new Option<string?>("--tenant") { Description = "Only this tenant's." };
        var json = new Option<bool>("--json") { Description = "Print them as JSON." };
        var command = store.AddTo(new Command("list", "Lists the keys, never their texts.") { tenant, json });
        command.SetAction(parsed =>
        {
            using var control = store.Open(parsed);
            var keys = control.Keys.List(parsed.GetValue(tenant) is { } name ? new TenantId(name) : null);
            output.Results.Write(parsed.GetValue(json)
                ? JsonSerializer.Serialize(keys.Select(one => new { id = one.Id, tenant = one.Tenant.Value, scopes = KeyScopeNames.Of(one.Scopes), label = one.Label, created = one.Created.ToString(), revoked = one.Revoked?.ToString() })) + "\n"
                : TextTable.Format(
                    ["id", "tenant", "scopes", "created", "revoked", "label"],
                    [.. keys.Select(one => (string[])[one.Id, one.Tenant.Value, string.Join(',', KeyScopeNames.Of(one.Scopes)), one.Created.ToString(), one.Revoked?.ToString() ?? "", one.Label])]));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Command Revoke(Output output)
    {
        var store = new Store();
        var id = new Argument<string>("id") { Description = "The key's id, as `keys list` shows it." };
        var command = store.AddTo(new Command("revoke", "Revokes a key for good.") { id });
        command.SetAction(parsed =>
        {
            using var control = store.Open(parsed);
            var problem = control.Keys.Revoke(parsed.GetValue(id)!)
                ? null
                : new Problem("key_unknown", "/id", "There is no such key that is not revoked already; `personalize keys list` shows them.");
            return Store.Finish(problem, output, () => $"revoked {parsed.GetValue(id)}");
        });
        return command;
    }
}
