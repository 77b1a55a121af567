using System.Globalization;
using Personalization.Core;

namespace Personalization.Journal.Residency;

/// <summary>Why a subject cannot be pinned.</summary>
internal static class SubjectPinProblems
{
    /// <summary>There are as many as there may be.</summary>
    public static Problem TooMany(int max) =>
        new("too_many_pins", "", string.Create(CultureInfo.InvariantCulture, $"{max} subjects are pinned already; pin the tenant, or lift pins that are not needed."));
}
