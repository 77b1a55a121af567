namespace Personalization.Core;

/// <summary>The bounds of everything that a profile keeps and an expression may ask for, each with the reason for its number.</summary>
public static class Limits
{
    /// <summary>Definitions of one kind in a catalog. A slot must fit 14 bits beside an index of 49; no catalog comes near.</summary>
    public const int SlotsMax = 10_000;

    /// <summary>Purposes of a catalog: a bit each of one word, so that a decision asks for consent once for all its candidates. Catalogs have four to ten.</summary>
    public const int PurposesMax = 32;

    /// <summary>Accounts that a user's profile remembers as memberships. Agencies and support staff have about ten; more are in the journal.</summary>
    public const int AccountsMax = 16;

    /// <summary>Values of traits that are per account, over all accounts of a user: four such traits in every remembered account.</summary>
    public const int AccountTraitsMax = 64;

    /// <summary>Ids that may have been merged into one user, those undone included. People have a handful of browsers and devices; hundreds are a shared device or a defect of the sender.</summary>
    public const int IdentitiesMax = 64;

    /// <summary>Errors that a profile remembers. Help is about what just went wrong; a page of a help desk shows as many.</summary>
    public const int RaisedErrorsMax = 16;

    /// <summary>Resolutions that a profile remembers, one per kind and feature. Twice the errors, so that a remembered error hardly ever reopens.</summary>
    public const int ResolvedErrorsMax = 32;

    /// <summary>Periods of a meter: the present one, one that a clock ahead by a day may have begun, and one for late events to settle in.</summary>
    public const int MeterPeriodsMax = 3;

    /// <summary>Periods of a budget: the hours that begin within three days of 25 hours, and some for changes of the clock.</summary>
    public const int BudgetPeriodsMax = 80;

    /// <summary>Different histories that the expressions of a catalog ask for. Beside them stand counters and meters for what is asked often.</summary>
    public const int HistoriesMax = 1_000;

    /// <summary>Different values of a property that a history tells apart: conditions ask for three or ten. 1 KB at most for each that is asked for.</summary>
    public const int HistoryValuesMax = 64;

    /// <summary>The longest window of a question for history, in days: ten years with their leap days. More is as good as for ever.</summary>
    public const int HistoryWindowDaysMax = 3_653;

    /// <summary>Page and screen views, whatever the catalog says: twice what journeys are judged by.</summary>
    public const int PathsMax = 32;

    /// <summary>Request ids remembered for repeats: a few pages of ten surfaces each, since clients retry within seconds. 3 KB at most, and only where clients send ids.</summary>
    public const int RequestsMax = 32;

    /// <summary>Texts that profiles of one plan share. The pages, devices, locales and accounts of a product are a few thousand; the table takes 32 KB.</summary>
    public const int SharedTextsMax = 4_096;

    /// <summary>Characters of a text trait; longer ones are cut. Traits are conditions, not documents.</summary>
    public const int TraitCharsMax = 200;

    /// <summary>Characters of an error's code and feature; longer ones are cut. Codes are identifiers.</summary>
    public const int ErrorTextCharsMax = 64;

    /// <summary>Parts of conditions, or caps, of one surface whose answers a decision keeps, on the stack: a thousand actions of three parts each. Beyond, they are found out each time.</summary>
    public const int SharedTermsMax = 4_096;

    /// <summary>The longest expression, in UTF-16 units. The longest audiences that people write by hand are about a tenth of this.</summary>
    public const int ExpressionCharsMax = 16_384;

    /// <summary>
    /// How deep an expression may nest. Parser, checker and evaluation recurse once per level, at a few hundred bytes of stack:
    /// a hundred levels use a tenth of the smallest stack in use, and nobody can read ten.
    /// </summary>
    public const int ExpressionDepthMax = 100;

    /// <summary>The most elements of a list or map literal, and of a list that <c>+</c> makes: evaluation must stay within microseconds.</summary>
    public const int ExpressionListMax = 1_000;

    /// <summary>The longest text or bytes, in units, that an expression may make by <c>+</c>: a sentence or two for a person, with room.</summary>
    public const int ExpressionTextMax = 65_536;

    /// <summary>The most digits behind the point that <c>format</c> gives: a double has 17 that say something.</summary>
    public const int FormatPrecisionMax = 100;

    /// <summary>
    /// What one evaluation may spend: a step for every operation in a loop and for every element, or 64 characters, that a function walks
    /// through. A step takes some ten nanoseconds, so that the worst expression ends within milliseconds; what people write takes a thousand steps.
    /// </summary>
    public const long ExpressionCostMax = 250_000;

    /// <summary>
    /// The most that a value may hold, counted in elements and 64 characters each, however often it holds the same thing: without it a
    /// few bindings of <c>[x, x]</c> make a list that nothing can be done with in time.
    /// </summary>
    public const long ExpressionValueWeightMax = 50_000;

    /// <summary>
    /// How deep a value may nest that an expression makes, above what it is given: comparing and printing recurse once per level. Twice
    /// what can be written, since events nest too; blocks of bindings could otherwise nest thousands of levels and overflow the stack.
    /// </summary>
    public const int ExpressionValueDepthMax = 2 * ExpressionDepthMax;

    /// <summary>How deep loops may nest. Each level multiplies the cost; nobody reads the third, and the language's own suite goes to the fourth.</summary>
    public const int ExpressionLoopDepthMax = 5;

    /// <summary>The most bindings of one block. Blocks are what optimisers make; the largest of the language's own suite has 26.</summary>
    public const int ExpressionBlockMax = 50;

    /// <summary>The most parts of a static type, such as the three of <c>map(string, int)</c>; beyond it a part is dyn. Types of real expressions have under ten.</summary>
    public const int ExpressionTypePartsMax = 250;

    /// <summary>
    /// Parts of types that one step of inference looks at; beyond them it takes what is left for dyn. Eight types of the largest size;
    /// types that name one another could otherwise double with every name.
    /// </summary>
    public const int ExpressionTypeStepsMax = 8 * ExpressionTypePartsMax;

    /// <summary>How deep segments may read each other: each level costs a few hundred bytes of stack, and nobody follows four.</summary>
    public const int SegmentDepthMax = 16;

    /// <summary>How many segments one may ask for with all that those ask for again: nothing is remembered between two reads, and a condition must stay within microseconds.</summary>
    public const int SegmentReadsMax = 200;

    /// <summary>The longest regular expression, in UTF-16 units. Nobody can read a tenth of it.</summary>
    public const int RegexCharsMax = 1_000;

    /// <summary>The most that a part of a regular expression repeats, as in RE2.</summary>
    public const int PatternRepetitionsMax = 1_000;

    /// <summary>States of a pattern's automaton: a text of a thousand letters and digits needs as many. A match keeps 12 bytes of stack for each and visits each once per character at most.</summary>
    public const int PatternStatesMax = 2_500;

    /// <summary>The most problems that are reported for one expression: after a handful the rest are consequences of the first.</summary>
    public const int ExpressionProblemsMax = 20;

    /// <summary>The most violations of one contract check: enough to fix an event in one go, too few to flood a reply of 2,500 events.</summary>
    public const int ContractProblemsMax = 16;

    /// <summary>The deepest nesting of a contract's schema: real contracts stay under ten, and compiling recurses.</summary>
    public const int SchemaDepthMax = 64;

    /// <summary>Lists up to here are compared item by item for <c>uniqueItems</c>; longer ones through a hash set, since an event can hold thousands of items.</summary>
    public const int PairwiseItemsMax = 16;

    /// <summary>What local time may be ahead of or behind UTC, in seconds: 18 hours, as other calendars allow. The most there ever was is 15 hours 57 minutes.</summary>
    public const int OffsetSecondsMax = 18 * 3_600;

    /// <summary>How far a yearly clock change may be from midnight UTC of the day that names it, in seconds: some rules count from a weekday two days away.</summary>
    public const int YearlyChangeSecondsMax = 96 * 3_600;

    /// <summary>Single clock changes of a zone. The longest history since 1900 has about 240.</summary>
    public const int OffsetChangesMax = 1_000;

    /// <summary>Characters of a zone's stored form: as many single changes as there may be, with seconds.</summary>
    public const int TimeZoneCharsMax = 32 * OffsetChangesMax;

    /// <summary>Zones of a table, and links as well: the database of the world has about 350 zones and 250 links.</summary>
    public const int TimeZonesMax = 2_000;

    /// <summary>Intervals of a weekly schedule: four a day. People who ask not to be disturbed use two.</summary>
    public const int WeeklyIntervalsMax = 28;

    /// <summary>Clock changes that a search for a free local time looks past. Two come in a year, and no free hour hides behind three.</summary>
    public const int ScheduleChangesMax = 16;

    /// <summary>How far ahead a best time is looked for, in days: a week holds every hour there is, and two clock changes in a row may each hide one.</summary>
    public const int BestTimeDaysMax = 35;

    /// <summary>
    /// Schemas that one check may ask: an event has at most a few thousand members and a contract asks a handful of schemas about each;
    /// a contract that doubles its questions with every level stops here, after some milliseconds.
    /// </summary>
    public const int SchemaStepsMax = 200_000;

    /// <summary>How deep the schemas of one check may nest over data and references: sixteen levels of an event with thirty schemas each, in a fraction of a stack.</summary>
    public const int SchemaCheckDepthMax = 500;

    /// <summary>The most findings of one comparison of contracts: after a page of them nobody reads on.</summary>
    public const int CompatibilityFindingsMax = 50;

    /// <summary>Pairs of schemas that one comparison of contracts looks at: flat contracts need one per property; nested alternatives multiply.</summary>
    public const int CompatibilityStepsMax = 50_000;
}
