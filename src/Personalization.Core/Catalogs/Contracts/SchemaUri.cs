namespace Personalization.Core.Catalogs.Contracts;

/// <summary>Resolves references against a base, as RFC 3986 section 5.2 says, on texts: nothing is normalised that it does not name.</summary>
internal static class SchemaUri
{
    /// <summary>Splits a reference into what names a document and its fragment, which is null where there is no <c>#</c>.</summary>
    public static (string Document, string? Fragment) Split(string reference)
    {
        var at = reference.IndexOf('#', StringComparison.Ordinal);
        return at < 0 ? (reference, null) : (reference[..at], reference[(at + 1)..]);
    }

    /// <summary>The target of a reference without fragment, seen from a base without fragment.</summary>
    public static string Resolve(string basis, string reference)
    {
        if (reference.Length == 0)
        {
            return basis;
        }

        var (scheme, _, _, _) = Parts(reference);
        if (scheme is not null)
        {
            return reference;
        }

        var (_, authority, path, query) = Parts(reference);
        var from = Parts(basis);
        if (authority is not null)
        {
            return Join(from.Scheme, authority, WithoutDots(path), query);
        }

        if (path.Length == 0)
        {
            return Join(from.Scheme, from.Authority, from.Path, query ?? from.Query);
        }

        var merged = path[0] == '/' ? path
            : from.Authority is not null && from.Path.Length == 0 ? "/" + path
            : from.Path[..(from.Path.LastIndexOf('/') + 1)] + path;
        return Join(from.Scheme, from.Authority, WithoutDots(merged), query);
    }

    private static (string? Scheme, string? Authority, string Path, string? Query) Parts(string uri)
    {
        string? scheme = null;
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && uri.AsSpan(0, colon).IndexOfAny("/?") < 0)
        {
            (scheme, uri) = (uri[..colon], uri[(colon + 1)..]);
        }

        string? query = null;
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0)
        {
            (uri, query) = (uri[..mark], uri[(mark + 1)..]);
        }

        if (!uri.StartsWith("//", StringComparison.Ordinal))
        {
            return (scheme, null, uri, query);
        }

        var slash = uri.IndexOf('/', 2);
        return slash < 0 ? (scheme, uri[2..], "", query) : (scheme, uri[2..slash], uri[slash..], query);
    }

    private static string Join(string? scheme, string? authority, string path, string? query) =>
        (scheme is null ? "" : scheme + ":") + (authority is null ? "" : "//" + authority) + path + (query is null ? "" : "?" + query);

    private static string WithoutDots(string path)
    {
        var segments = path.Split('/');
        var kept = new List<string>(segments.Length);
        for (var at = 0; at < segments.Length; at++)
        {
            var isLast = at == segments.Length - 1;
            if (segments[at] is not ("." or ".."))
            {
                kept.Add(segments[at]);
                continue;
            }

            // The first segment of an absolute path is the empty one before its slash, which nothing removes.
            if (segments[at] == ".." && kept.Count > (path[0] == '/' ? 1 : 0))
            {
                kept.RemoveAt(kept.Count - 1);
            }

            if (isLast)
            {
                kept.Add("");
            }
        }

        return string.Join('/', kept);
    }
}
