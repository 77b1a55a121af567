namespace Personalization.Samples.Saas;

/// <summary>How much a person uses the product.</summary>
/// <param name="ActiveDayChance">The chance of coming back on a working day.</param>
/// <param name="StepsMean">The mean number of steps in a session.</param>
/// <param name="SessionsMax">The most sessions on one day.</param>
/// <param name="LeaveChance">The chance, at the end of a day with a failure in it, of never coming back.</param>
internal sealed record Persona(double ActiveDayChance, int StepsMean, int SessionsMax, double LeaveChance)
{
    private static readonly Persona Power = new(0.8, 6, 2, 0.002);
    private static readonly Persona Regular = new(0.45, 5, 2, 0.012);
    private static readonly Persona Casual = new(0.18, 4, 1, 0.04);
    private static readonly Persona Trial = new(0.5, 4, 1, 0.5);

    /// <summary>Draws a persona: 18 % power users, 44 % regular, 25 % casual, 13 % who only try it out.</summary>
    public static Persona Draw(SeededRandom random) => random.PickWeighted(18, 44, 25, 13) switch
    {
        0 => Power,
        1 => Regular,
        2 => Casual,
        _ => Trial,
    };
}
