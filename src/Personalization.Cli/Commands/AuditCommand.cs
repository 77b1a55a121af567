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
    private const string InDatabase =
        "A journal in PostgreSQL does not keep what was erased, and `personalize audit verify` finds no salt that was left there: a cluster's go with their person in one transaction, so there is nothing to mend.";

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

        await using var store = await OpenChains(place, parsed, output, cancellation);
        return await DatabaseAudit.Verify(store, journal, tenant, anchors, bar, cancellation);
    }

    private static async Task<PostgresAuditStore> OpenChains(JournalPlace place, ParseResult parsed, Output output, CancellationToken cancellation)
    {
        var store = await place.OpenPostgresChains(parsed, cancellation);
        if (await store.ReadSealed(cancellation) == 0)
        {
            await store.DisposeAsync();
            throw new UsageException("No silo has sealed anything in this database. A server that runs alone keeps audit.db in its data folder: name that with --data or PERSONALIZATION_DATA.");
        }

        await output.Notes.WriteLineAsync("note: The chains are read from there too: they are those of a cluster.");
        return store;
    }

    private static Command Anchor(Output output)
    {
        var place = new JournalPlace(Store.OnlyRead);
        var tenant = new Option<string?>("--tenant") { Description = "Whose chain; needed where there are several." };
        var file = new Option<string?>("--out") { Description = "A new file for the anchor; otherwise it is printed." };
        var command = place.AddTo(new ExplainedCommand(
            "anchor",
            "Makes an anchor of a chain as it is: a few lines to keep where nobody who can change the journal can change them.",
            "personalize audit anchor --tenant acme/production --out anchors/2026-03.json") { tenant, file });
        command.SetAction(async (parsed, cancellation) =>
        {
            var made = await Anchors(place, parsed, Tenant(parsed.GetValue(tenant)), output, cancellation);
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

    private static async Task<IReadOnlyList<AuditAnchor>> Anchors(JournalPlace place, ParseResult parsed, TenantId? tenant, Output output, CancellationToken cancellation)
    {
        var (folder, now) = (place.NewFolderOf(parsed), Instant.From(TimeProvider.System.GetUtcNow()));
        if (!place.IsPostgres(parsed) || HasChain(folder))
        {
            return await FolderAudit.Anchors(FolderOf(place.Folder, parsed), tenant, now, cancellation)
                ?? throw new UsageException($"--data {folder} needs journal.db and audit.db, which a server makes. With the journal of a server that runs alone in PostgreSQL, ask the server: GET /v1/audit/anchor.");
        }

        await using var chains = await OpenChains(place, parsed, output, cancellation);
        return await DatabaseAudit.Anchors(chains, tenant, now, cancellation);
    }

    private static Command Mend(Output output)
    {
        var place = new JournalPlace(Store.Changed);
        var json = new Option<bool>("--json") { Description = "Print what was done as JSON." };
        var command = place.AddTo(new ExplainedCommand(
            "mend",
            "Destroys the salts that an erasure left in the chain: the finding salt_kept. For the folder of a stopped server, or a backup.",
            "personalize audit mend --data ./data") { json });
        command.SetAction(async (parsed, cancellation) =>
        {
            place.RefusePostgres(parsed, InDatabase);
            var folder = FolderOf(place.Folder, parsed);
            if (!File.Exists(Path.Combine(folder, "journal.db")))
            {
                throw new UsageException($"--data {folder} has no journal.db, which says what was erased. {InDatabase}");
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
