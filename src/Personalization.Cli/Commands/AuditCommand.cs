using System.CommandLine;
using System.Text;
using Personalization.Cli.Auditing;
using Personalization.Cli.Journaling;
using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal;
using Personalization.Journal.Audit;
using Personalization.Journal.Audit.Anchors;
using Personalization.Journal.Audit.Postgres;
using Personalization.Journal.Audit.Verifying;
using Personalization.Journal.Erasures;

namespace Personalization.Cli.Commands;

/// <summary><c>personalize audit</c>: proves that the stored decisions are those that were made, and makes anchors for later proofs.</summary>
internal static class AuditCommand
{
    public static Command Create(Output output) =>
        new("audit", "Verifies the hash chain over all decisions, and makes anchors of it. Works on the data folder or a copy of it, beside a running server too.")
        {
            Verify(output), Anchor(output), Mend(output),
        };

    private static Command Verify(Output output)
    {
        var place = new JournalPlace(Store.OnlyRead);
        var tenant = new Option<string?>("--tenant") { Description = "Only this tenant's chain." };
        var anchors = new Option<string[]>("--anchor") { Description = "Anchors of earlier to hold the chain and the journal against.", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "verify",
            "Computes every digest and every link anew. Edited, deleted, added and moved decisions are told; a cut end only where the chain or an anchor goes beyond it. Ends with 1 where there is a finding.",
            "personalize audit verify --data ./data",
            "personalize audit verify --tenant acme/production --anchor anchors/2026-03.json anchors/2026-04.json --json") { tenant, anchors, json });
        command.SetAction(async (parsed, cancellation) =>
        {
            AuditAnchor[] held = [.. (parsed.GetValue(anchors) ?? []).Select(AnchorFile.Read)];
            var bar = new AuditBar(output);
            var whose = Tenant(parsed.GetValue(tenant));
            var report = await Verify(place, parsed, whose, held, bar, output, cancellation);
            bar.End();
            if (whose is { } named && report is { IsGood: true, Tenants.Count: 0 })
            {
                throw NoChain(named);
            }

            await (parsed.GetValue(json) ? output.Results.WriteLineAsync(Json.Of(AuditShape.Of(report))) : AuditText.Write(report, held.Length, output));
            return (int)(report.IsGood ? ExitCode.Ok : ExitCode.Bad);
        });
        return command;
    }

    private static async Task<AuditReport> Verify(
        JournalPlace place, ParseResult parsed, TenantId? tenant, AuditAnchor[] anchors, AuditBar bar, Output output, CancellationToken cancellation)
    {
        var folder = place.NewFolderOf(parsed);
        var isPostgres = place.IsPostgres(parsed);
        if (!isPostgres || HasChain(folder))
        {
            FolderOf(place.Folder, parsed);
        }

        if (!isPostgres)
        {
            return await FolderAudit.Verify(folder, tenant, anchors, bar, cancellation);
        }

        await using var journal = await place.OpenPostgres(parsed, output, cancellation);
        if (HasChain(folder))
        {
            return await FolderAudit.Verify(folder, journal, tenant, anchors, bar, cancellation);
        }

        await using var store = await place.OpenPostgresChains(parsed, cancellation);
        if (await store.ReadSealed(cancellation) == 0)
        {
            throw new UsageException("No silo has sealed anything in this database. A server that runs alone keeps audit.db in its data folder: name that with --data or PERSONALIZATION_DATA.");
        }

        await output.Notes.WriteLineAsync("note: The chains are read from there too: they are those of a cluster.");
        return await DatabaseAudit.Verify(store, journal, tenant, anchors, bar, cancellation);
    }

    private static Command Anchor(Output output)
    {
        var store = new Store(Store.OnlyRead);
        var tenant = new Option<string?>("--tenant") { Description = "Whose chain; needed where there are several." };
        var file = new Option<string?>("--out") { Description = "A new file for the anchor; otherwise it is printed." };
        var command = store.AddTo(new ExplainedCommand(
            "anchor",
            "Makes an anchor of a chain as it is: a few lines to keep where nobody who can change the journal can change them.",
            "personalize audit anchor --tenant acme/production --out anchors/2026-03.json") { tenant, file });
        command.SetAction(async (parsed, cancellation) =>
        {
            var made = await FolderAudit.Anchors(FolderOf(store, parsed), Tenant(parsed.GetValue(tenant)), Instant.From(TimeProvider.System.GetUtcNow()), cancellation)
                ?? throw new UsageException($"--data {store.FolderOf(parsed)} needs journal.db and audit.db, which a server makes. With the journal in PostgreSQL, ask the server: GET /v1/audit/anchor.");
            var anchor = made.Count == 1 ? made[0] : throw new UsageException(made.Count == 0
                ? "There is no chain yet; a decision has to be served first."
                : $"Say whose with --tenant: {string.Join(", ", made.Select(one => one.Tenant.Value))}.");
            if (anchor.Decisions == 0)
            {
                throw NoChain(anchor.Tenant);
            }

            if (parsed.GetValue(file) is { } path)
            {
                AnchorFile.Write(path, anchor);
            }
            else
            {
                await output.Results.WriteLineAsync(Encoding.UTF8.GetString(AnchorJson.Write(anchor)));
            }

            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Command Mend(Output output)
    {
        var store = new Store();
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON." };
        var command = store.AddTo(new ExplainedCommand(
            "mend",
            "Destroys the salts that an erasure left in the chain: the finding salt_kept. For the folder of a stopped server, or a backup.",
            "personalize audit mend --data ./data") { json });
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = FolderOf(store, parsed);
            if (!File.Exists(Path.Combine(folder, "journal.db")))
            {
                throw new UsageException($"--data {folder} has no journal.db, which says what was erased. A journal in PostgreSQL does not keep that, so no salt is found to be left.");
            }

            var destroyed = await Task.Run(() => SaltMending.Run(folder, cancellation), cancellation);
            await output.Results.WriteLineAsync(parsed.GetValue(json) ? Json.Of(new { salts = destroyed }) : $"destroyed {Counted.Of(destroyed, "salt")}");
            return (int)ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Whether a server that runs alone has kept its chains in the folder, or should have.</summary>
    private static bool HasChain(string folder) => File.Exists(Path.Combine(folder, "audit.db")) || FolderJournal.ElsewhereOf(folder) is not null;

    private static UsageException NoChain(TenantId tenant) => new($"There is no chain of {tenant}: it is named otherwise, or none of its decisions was served.");

    private static TenantId? Tenant(string? name) => name is null ? null : new TenantId(name);

    /// <summary>The data folder; one that holds neither journal nor chain is a mistake of the caller, not a finding.</summary>
    private static string FolderOf(Store store, ParseResult parsed)
    {
        var folder = store.FolderOf(parsed);
        return File.Exists(Path.Combine(folder, "journal.db")) || File.Exists(Path.Combine(folder, "audit.db"))
            ? folder
            : throw store.NoData(parsed, "neither journal.db nor audit.db");
    }
}
