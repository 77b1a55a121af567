using Personalization.Authoring.Sources;
using Personalization.Core.Catalogs;

namespace Personalization.Authoring.Definitions;

/// <summary>Whose a definition is, as catalogs write it.</summary>
internal static class Sides
{
    /// <summary>Reads a side that the schema has let through.</summary>
    public static SubjectSide Parse(SourceNode node) => node.Text == "account" ? SubjectSide.Account : SubjectSide.User;

    /// <summary>The word for one side.</summary>
    public static string Name(SubjectSide side) => side == SubjectSide.Account ? "account" : "user";
}
