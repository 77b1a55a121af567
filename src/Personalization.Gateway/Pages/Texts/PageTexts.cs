namespace Personalization.Gateway.Pages.Texts;

/// <summary>Every text of the page in one language. A language that lacks one does not compile. <c>{0}</c> stands for what changes.</summary>
internal sealed record PageTexts
{
    /// <summary>The language as a BCP 47 tag, and its name in itself.</summary>
    public required string Language { get; init; }
    public required string LanguageName { get; init; }

    /// <summary>How a day is written, in .NET's form.</summary>
    public required string DayFormat { get; init; }

    // The page as a whole.
    public required string Title { get; init; }
    public required string Intro { get; init; }
    public required string Languages { get; init; }
    public required string Saved { get; init; }
    public required string ErrorPrefix { get; init; }
    public required string ErrorsTitle { get; init; }
    public required string Save { get; init; }
    public required string Back { get; init; }
    public required string ValidUntil { get; init; }

    // What data are used for.
    public required string Purposes { get; init; }
    public required string PurposesHint { get; init; }

    /// <summary>The names of the purposes that every catalog has, and what they mean where the catalog says nothing.</summary>
    public required IReadOnlyDictionary<string, (string Name, string Meaning)> BuiltInPurposes { get; init; }
    public required string SaidOn { get; init; }
    public required string SaidOnAt { get; init; }
    public required string NeverSaid { get; init; }

    // Where data come from.
    public required string DataSources { get; init; }
    public required string DataSourcesHint { get; init; }

    // What comes, and how.
    public required string Topics { get; init; }
    public required string TopicsHint { get; init; }

    /// <summary>The names of channels that are common; others go by their own.</summary>
    public required IReadOnlyDictionary<string, string> Channels { get; init; }
    public required string TopicAsWhole { get; init; }
    public required string Digest { get; init; }
    public required string DigestUnsaid { get; init; }

    /// <summary>The names of the frequencies, by theirs in the API.</summary>
    public required IReadOnlyDictionary<string, string> Digests { get; init; }
    public required string EverythingOff { get; init; }
    public required string EverythingOffHint { get; init; }

    // When.
    public required string Pause { get; init; }
    public required string PauseLabel { get; init; }
    public required string PauseHint { get; init; }
    public required string Quiet { get; init; }
    public required string QuietHint { get; init; }
    public required string QuietRow { get; init; }
    public required string QuietNewRow { get; init; }
    public required string QuietFrom { get; init; }
    public required string QuietTo { get; init; }
    public required string QuietDays { get; init; }

    /// <summary>The names of the days, from Monday on.</summary>
    public required IReadOnlyList<string> Days { get; init; }

    // What came lately, and why.
    public required string Recent { get; init; }
    public required string RecentHint { get; init; }

    /// <summary>A day, and a time of it.</summary>
    public required string RecentAt { get; init; }
    public required string RecentTopic { get; init; }
    public required string RecentCritical { get; init; }
    public required string Less { get; init; }
    public required string LessUntil { get; init; }
    public required string LessBack { get; init; }

    // The person's data.
    public required string YourData { get; init; }
    public required string YourDataHint { get; init; }
    public required string ReadData { get; init; }
    public required string DownloadData { get; init; }
    public required string Erase { get; init; }
    public required string EraseHint { get; init; }
    public required string EraseLabel { get; init; }
    public required string EraseMissing { get; init; }
    public required string EraseCannot { get; init; }
    public required string Erased { get; init; }
    public required string ErasedReceipt { get; init; }

    // What is wrong with what was entered.
    public required string DayMissing { get; init; }
    public required string DayOver { get; init; }
    public required string TimeMissing { get; init; }
    public required string DaysMissing { get; init; }
    public required string QuietAlways { get; init; }
    public required string NotKept { get; init; }

    // Pages that say one thing: title and text.
    public required (string Title, string Text) Expired { get; init; }
    public required (string Title, string Text) Unknown { get; init; }
    public required (string Title, string Text) NothingKept { get; init; }
    public required (string Title, string Text) NotAllowed { get; init; }
    public required (string Title, string Text) Elsewhere { get; init; }
    public required (string Title, string Text) ForeignSite { get; init; }
    public required (string Title, string Text) NotNow { get; init; }
    public required (string Title, string Text) Unreadable { get; init; }
}
