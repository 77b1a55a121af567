using System.Collections.Frozen;

namespace Personalization.Authoring;

/// <summary>Every code that a problem of a catalog can have, with one sentence for people. The guide's table is made of it.</summary>
public static class CatalogRules
{
    private static readonly FrozenDictionary<string, string> Sentences = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        // Files.
        ["no_files"] = "There is nothing to read.",
        ["unknown_folder"] = "There is no such folder.",
        ["invalid_utf8"] = "A file is not UTF-8.",
        ["too_large"] = "A file, a text or the whole is larger than a catalog may be.",
        ["too_deep"] = "Nodes nest deeper than a catalog may.",
        ["too_costly"] = "Checking it would take too many steps.",
        ["yaml_syntax"] = "A file is not YAML.",
        ["yaml_anchor"] = "Anchors and aliases are not supported.",
        ["yaml_tag"] = "YAML tags are not supported.",
        ["yaml_key"] = "A key is not a text.",
        ["yaml_documents"] = "A file holds more than one document.",
        ["bad_bundle"] = "Bytes are no bundle of a catalog.",

        // Shape.
        ["missing_section"] = "No file has the section `catalog`.",
        ["duplicate_section"] = "A section that stands in one file stands in two.",
        ["duplicate_key"] = "A key is used twice in one map.",
        ["duplicate_id"] = "Something is defined twice.",
        ["unexpected_property"] = "A key is not known where it stands.",
        ["missing_property"] = "A required key is missing.",
        ["bad_property_name"] = "A name has characters that it may not have.",
        ["wrong_type"] = "A value is of another type.",
        ["wrong_format"] = "A text has another form.",
        ["pattern_mismatch"] = "A text has another form.",
        ["not_allowed"] = "A value is none of those that are allowed.",
        ["no_alternative"] = "A value is of none of the forms that are allowed.",
        ["several_alternatives"] = "A value is of several forms of which only one is allowed.",
        ["out_of_range"] = "A number, a length of time or an amount is too small or too large.",
        ["not_a_multiple"] = "A number is not a multiple of what it must be.",
        ["too_short"] = "A text is too short.",
        ["too_long"] = "A text is too long.",
        ["too_few_items"] = "A list is too short.",
        ["too_many_items"] = "A list is too long.",
        ["duplicate_items"] = "A list holds something twice.",
        ["too_few_properties"] = "A map is too small.",
        ["too_many_properties"] = "A map is too large.",
        ["too_few_matches"] = "A list holds too few of what it must hold.",
        ["too_many_matches"] = "A list holds too many of what it may hold.",

        // Contracts.
        ["bad_schema"] = "A contract is no JSON Schema.",
        ["bad_pattern"] = "A contract's pattern is no regular expression.",
        ["unknown_format"] = "A contract names a format that is not known.",
        ["unsupported_keyword"] = "A contract has a keyword that is not known.",
        ["unsupported_reference"] = "A contract refers to another document.",
        ["unknown_reference"] = "A contract refers to a part that it does not have.",
        ["reference_loop"] = "A contract refers to itself without end.",
        ["incompatible_contract"] = "A contract could reject events that its version accepted.",

        // References.
        ["unknown_event"] = "There is no contract for an event.",
        ["unknown_property"] = "A contract does not declare a property.",
        ["wrong_property_type"] = "A property or a trait is of another type than its use needs.",
        ["wrong_side"] = "Something of the user is used for the account, or the other way round.",
        ["unknown_trait"] = "There is no such trait.",
        ["unknown_surface"] = "There is no such surface.",
        ["unknown_channel"] = "No surface is of such a channel.",
        ["unknown_quiet_hours"] = "There are no such quiet hours.",
        ["unknown_cap"] = "There is no such cap or gap.",
        ["unknown_budget"] = "There is no such budget.",
        ["unknown_group"] = "There is no such exclusion group.",
        ["unknown_tier"] = "There is no such tier.",
        ["unknown_topic"] = "There is no such topic.",
        ["taken_key"] = "A key is of two sources of data.",
        ["nested_topic"] = "A topic is a part of one that is a part of another, or of itself.",
        ["unknown_purpose"] = "There is no such purpose.",
        ["wrong_purpose"] = "An expression reads a field that people were not told would be used for this.",
        ["sensitive_allowed"] = "A sensitive field may be read by expressions.",
        ["sensitive_field"] = "An expression reads a sensitive field that the catalog does not allow.",
        ["unknown_tag"] = "No action has such a tag.",
        ["unknown_variant"] = "The flag has no such variant.",
        ["unknown_time_zone"] = "There is no such time zone.",
        ["unknown_text"] = "A text is not in the default locale.",
        ["missing_locale"] = "A text is missing in the default locale.",

        // Meaning.
        ["bad_combination"] = "Two keys do not go together.",
        ["kept_longer"] = "Something is kept for longer than the events that it is made of.",
        ["bad_expression"] = "A condition or a placeholder does not compile.",
        ["value_not_allowed"] = "Something is compared with a value that it never has.",
        ["always_quiet"] = "Quiet hours leave no moment of the week.",
        ["budget_too_small"] = "A budget does not suffice for a single serving.",
        ["never_best_time"] = "A best time lies wholly in quiet hours.",

        // Warnings.
        ["unreachable_action"] = "The audience of an action is nobody.",
        ["unreachable_stage"] = "A stage is never reached.",
        ["unreachable_rule"] = "A rule of a flag is never reached.",
        ["unreachable_variant"] = "No rule gives a variant of a flag.",
        ["cap_never_binds"] = "A cap or a gap can never hold anything back.",
        ["group_never_binds"] = "An exclusion group excludes nothing.",
        ["tag_limit_never_binds"] = "A limit of a surface for a tag excludes nothing.",
        ["unused"] = "Nothing refers to a definition.",
        ["not_deferred"] = "Quiet hours or a best time where nothing can be put off.",
        ["missing_owner"] = "Nobody answers for an action or a flag.",
        ["review_due"] = "The date of a review has passed.",
        ["missing_translation"] = "A text is missing in a locale that other texts of its action have.",
        ["unknown_locale"] = "A locale names no known language or region.",

        // Sample events.
        ["malformed_json"] = "A sample event is no JSON object.",
        ["unknown_type"] = "A sample event is of no known type.",
        ["required"] = "A sample event lacks a field.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All codes.</summary>
    public static IEnumerable<string> Codes => Sentences.Keys.Order(StringComparer.Ordinal);

    /// <summary>What a code says, in one sentence; the code in words for one that is not listed.</summary>
    public static string Describe(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return Sentences.TryGetValue(code, out var sentence) ? sentence : code.Replace('_', ' ');
    }
}
