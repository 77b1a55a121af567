using Personalization.Core;
using Personalization.Core.Subjects;
using Personalization.Journal.Control;
using Personalization.Journal.Control.Sqlite;

namespace Personalization.Journal.Tests.Control;

/// <summary>What holds of the file of a control store.</summary>
public sealed class ControlFileTests : IDisposable
{
    private static readonly TenantId Acme = new("acme/production");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_text_of_a_key_is_not_in_the_file()
    {
        CreatedKey? created;
        using (var store = SqliteControlStore.Open(folder.Path, TimeProvider.System))
        {
            await store.Tenants.Create(Acme);
            (_, created) = await store.Keys.Create(Acme, KeyScopes.All, "");
        }

        Assert.DoesNotContain(created!.Text[^32..], await File.ReadAllTextAsync(folder.File("control.db"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Its_files_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var store = SqliteControlStore.Open(folder.Path, TimeProvider.System);
        await store.Tenants.Create(Acme);
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_file_from_before_regions_gets_room_for_them_and_keeps_its_tenants()
    {
        RawSql.Execute(folder.File("control.db"), "CREATE TABLE tenants (id TEXT PRIMARY KEY, created INTEGER NOT NULL) WITHOUT ROWID; INSERT INTO tenants VALUES ('acme/production', 7); PRAGMA user_version=1");
        for (var open = 0; open < 2; open++)
        {
            using var store = SqliteControlStore.Open(folder.Path, TimeProvider.System);
            Assert.Equal(new Tenant(Acme, new Instant(7), open == 0 ? null : "eu"), Assert.Single(await store.Tenants.List()));
            Assert.Null(await store.Tenants.Pin(Acme, "eu"));
        }

        Assert.Equal(3, RawSql.Number(folder.File("control.db"), "PRAGMA user_version"));
    }
}
