using System.Collections.Immutable;
using Personalization.Core.Calendars;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Reads quiet hours.</summary>
internal static class QuietHoursReader
{
    /// <summary>Reads all of them.</summary>
    public static ImmutableArray<QuietHoursDefinition> Read(CatalogScope scope)
    {
        var read = ImmutableArray.CreateBuilder<QuietHoursDefinition>();
        foreach (var definition in scope.Section(SectionNames.QuietHours))
        {
            var hours = new WeeklyHours([.. definition.Node.Items.Select(Schedules.Parse)]);
            if (hours.IsAlways)
            {
                scope.Problems.Add(definition.Place, "always_quiet", $"`{definition.Id}` leaves no moment of the week.", "`from` and `to` that are equal mean a whole day.");
            }

            read.Add(new QuietHoursDefinition(definition.Id, new QuietHours(hours)));
        }

        return read.ToImmutable();
    }
}
