using Personalization.Core.Calendars;

namespace Personalization.Core.Catalogs;

/// <summary>Times at which nothing is shown or sent, in the subject's time zone.</summary>
/// <param name="Id">The name, such as <c>night</c>; reasons mention it.</param>
/// <param name="Hours">When it is quiet.</param>
public sealed record QuietHoursDefinition(string Id, QuietHours Hours);
