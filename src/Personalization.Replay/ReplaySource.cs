using Personalization.Grains;
using Personalization.Journal;

namespace Personalization.Replay;

/// <summary>What runs read beside the feed that they are fed with.</summary>
/// <param name="Journal">The journal of the feed.</param>
/// <param name="Catalogs">The catalogs that decided.</param>
/// <param name="ScratchFolder">An empty folder for profiles that memory has no room for; it may be deleted after the run.</param>
public sealed record ReplaySource(IJournal Journal, ICatalogs Catalogs, string ScratchFolder);
