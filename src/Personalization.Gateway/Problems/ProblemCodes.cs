namespace Personalization.Gateway.Problems;

/// <summary>The stable codes that this room itself gives. Contracts, catalogs and hosts add theirs.</summary>
internal static class ProblemCodes
{
    // The body as a whole.
    public const string MalformedJson = "malformed_json";
    public const string MalformedGzip = "malformed_gzip";
    public const string InvalidUtf8 = "invalid_utf8";
    public const string TooLarge = "too_large";
    public const string BatchTooLarge = "batch_too_large";
    public const string TooManyEvents = "too_many_events";
    public const string UnsupportedMediaType = "unsupported_media_type";
    public const string UnsupportedEncoding = "unsupported_encoding";

    // An archive and the catalog in it.
    public const string UnsupportedArchive = "unsupported_archive";
    public const string DamagedArchive = "damaged_archive";
    public const string UnsafeArchive = "unsafe_archive";
    public const string ArchiveTooLarge = "archive_too_large";
    public const string InvalidCatalog = "invalid_catalog";
    public const string UnknownCatalog = "unknown_catalog";

    // A field.
    public const string Required = "required";
    public const string WrongType = "wrong_type";
    public const string TooLong = "too_long";
    public const string TooDeep = "too_deep";
    public const string TooManyMembers = "too_many_members";
    public const string OutOfRange = "out_of_range";
    public const string NotAllowed = "not_allowed";
    public const string UnknownField = "unknown_field";
    public const string InvalidTime = "invalid_time";
    public const string InvalidId = "invalid_id";

    // An event.
    public const string MissingMessageId = "missing_message_id";
    public const string SubjectRequired = "subject_required";
    public const string UnknownType = "unknown_type";
    public const string TimeOutOfRange = "time_out_of_range";
    public const string NothingAccepted = "nothing_accepted";

    // Who may do it.
    public const string Unauthenticated = "unauthenticated";
    public const string WrongScope = "wrong_scope";
    public const string WrongRegion = "wrong_region";

    // What was asked for.
    public const string NotFound = "not_found";
    public const string UnknownSubject = "unknown_subject";
    public const string UnknownSurface = "unknown_surface";
    public const string UnknownPurpose = "unknown_purpose";
    public const string UnknownTopic = "unknown_topic";
    public const string UnknownDecision = "unknown_decision";
    public const string UnknownAction = "unknown_action";
    public const string InvalidUntil = "invalid_until";
    public const string UnknownTenant = "unknown_tenant";
    public const string UnknownFile = "unknown_file";
    public const string UnknownQueue = "unknown_queue";
    public const string UnsafeName = "unsafe_name";
    public const string ForeignTenant = "foreign_tenant";
    public const string ForeignQueue = "foreign_queue";
    public const string NoBroker = "no_broker";
    public const string MethodNotAllowed = "method_not_allowed";
    public const string Conflict = "conflict";
    public const string NoLinkKey = "no_link_key";
    public const string CannotErase = "cannot_erase";

    /// <summary>The id was not merged into the user.</summary>
    public const string NotMerged = "not_merged";

    /// <summary>The merge is too long ago to be undone.</summary>
    public const string TooLate = "too_late";

    // A move to another region.
    public const string CannotMove = "cannot_move";
    public const string NotPinned = "not_pinned";
    public const string SubjectExists = "subject_exists";
    public const string MovedOn = "moved_on";
    public const string DamagedTransfer = "damaged_transfer";
    public const string TransferDiffers = "transfer_differs";

    // The server.
    public const string NotReady = "not_ready";
    public const string Overloaded = "overloaded";
    public const string Draining = "draining";
    public const string TooManyWatchers = "too_many_watchers";
    public const string TimedOut = "request_timeout";
    public const string BadRequest = "bad_request";
    public const string Internal = "internal";
}
