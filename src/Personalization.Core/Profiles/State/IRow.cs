namespace Personalization.Core.Profiles.State;

/// <summary>A row of a sorted array; see <see cref="SortedRows"/>.</summary>
internal interface IRow
{
    /// <summary>What it is sorted by.</summary>
    RowKey Key { get; }
}
