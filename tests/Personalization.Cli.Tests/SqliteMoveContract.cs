namespace Personalization.Cli.Tests;

/// <summary>Between two data folders.</summary>
public sealed class SqliteMoveContract : MoveContract
{
    protected override Task<string?> NewDatabase() => Task.FromResult<string?>(null);
}
