using Personalization.Gateway.Pages.Choices;
using Personalization.Gateway.Pages.Html;

namespace Personalization.Gateway.Pages.Parts;

/// <summary>What the fields of all parts have in common.</summary>
internal static class Field
{
    /// <summary>A box to tick, bound to its label, and beside it hidden how it was shown.</summary>
    /// <param name="page">Where it goes.</param>
    /// <param name="id">Its id.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">What it says where it is ticked.</param>
    /// <param name="isTicked">Whether it is.</param>
    /// <param name="wasTicked">Whether it was when the page was shown.</param>
    /// <param name="label">What it means.</param>
    public static HtmlText AddBox(this HtmlText page, string id, string name, string value, bool isTicked, bool wasTicked, WrittenText label) => page
        .Add($"<div class=\"choice\"><input type=\"checkbox\" id=\"{id}\" name=\"{name}\" value=\"{value}\"{(isTicked ? " checked" : "")}>")
        .Add($"<input type=\"hidden\" name=\"{name}{ChoiceFields.Shown}\" value=\"{ChoiceFields.Mark(value, wasTicked)}\">")
        .Add($"<label for=\"{id}\">{label}</label></div>\n");

    /// <summary>What tells those who cannot see it that a field is wrong.</summary>
    public static HtmlText AddFault(this HtmlText page, IReadOnlyList<ChoiceFault> faults, string id) =>
        MessageOf(faults, id) is null ? page : page.Add($" aria-invalid=\"true\" aria-describedby=\"{id}-wrong\"");

    /// <summary>What is wrong with a field, beside it.</summary>
    public static HtmlText AddMessage(this HtmlText page, IReadOnlyList<ChoiceFault> faults, string id) =>
        MessageOf(faults, id) is { } message ? page.Add($"<p class=\"wrong\" id=\"{id}-wrong\">{message}</p>\n") : page;

    private static string? MessageOf(IReadOnlyList<ChoiceFault> faults, string id) => faults.FirstOrDefault(fault => fault.Field == id).Message;
}
