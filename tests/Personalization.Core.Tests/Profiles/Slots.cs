using Personalization.Core.Catalogs;

namespace Personalization.Core.Tests.Profiles;

/// <summary>The slots of <see cref="World.Model"/>.</summary>
internal static class Slots
{
    /// <summary>The slot of the first history of the world with an event, a kind, a window and a side.</summary>
    public static int History(string name, HistoryKind kind, TimeSpan? window = null, SubjectSide of = SubjectSide.User) =>
        World.Plan.Histories.ToList().FindIndex(one => one.Of == of && one.Selected.Event == name && one.Kind == kind && one.Window == window);

    public const int Role = 0, Name = 1, Score = 2, Born = 3, Beta = 4, Plan = 5, Size = 6;

    public const int Trouble = 0, AccountTrouble = 1, Aging = 2;

    public const int Lifetime = 0, Day = 1, Week = 2, Month = 3, Level = 4, AccountMeters = 5;

    public const int Setup = 0, Chart = 0, Board = 1, Makes = 0, AccountMakes = 1;

    public const int Mine = 0, Ours = 1, Ever = 2;

    public const int Tip = 0, Offer = 1, Tour = 2, Note = 3, Card = 4;
}
