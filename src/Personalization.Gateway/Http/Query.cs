using System.Globalization;
using Microsoft.AspNetCore.Http;
using Personalization.Core;
using Personalization.Gateway.Problems;

namespace Personalization.Gateway.Http;

/// <summary>Reads numbers out of query strings. The path of a problem is <c>?name</c>.</summary>
internal static class Query
{
    /// <summary>Reads a flag: <c>true</c> or <c>false</c>.</summary>
    /// <param name="http">The call.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">The value where the parameter is missing.</param>
    /// <param name="value">The value.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static Problem? Flag(HttpContext http, string name, bool fallback, out bool value)
    {
        var text = http.Request.Query[name].ToString();
        value = text.Length == 0 ? fallback : text == "true";
        return text is "" or "true" or "false" ? null : new Problem(ProblemCodes.NotAllowed, "?" + name, "It must be true or false.");
    }

    /// <summary>Reads a day, not before 1970.</summary>
    /// <param name="http">The call.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="fallback">The value where the parameter is missing.</param>
    /// <param name="value">The value.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static Problem? Day(HttpContext http, string name, DateOnly fallback, out DateOnly value)
    {
        value = fallback;
        var text = http.Request.Query[name].ToString();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1970)
        {
            value = day;
            return null;
        }

        return text.Length == 0 ? null : new Problem(ProblemCodes.InvalidTime, "?" + name, "It must be a day from 1970 on, such as 2026-03-01.");
    }

    /// <summary>Reads a whole number within bounds.</summary>
    /// <param name="http">The call.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="min">The least value.</param>
    /// <param name="max">The greatest value.</param>
    /// <param name="fallback">The value where the parameter is missing.</param>
    /// <param name="value">The value.</param>
    /// <returns>Null, or what is wrong.</returns>
    public static Problem? Number(HttpContext http, string name, long min, long max, long fallback, out long value)
    {
        value = fallback;
        var text = http.Request.Query[name].ToString();
        return text.Length == 0 || (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= min && value <= max)
            ? null
            : new Problem(ProblemCodes.OutOfRange, "?" + name, $"It must be a whole number from {min} to {max}.");
    }
}
