using Personalization.Core.Expressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Personalization.Authoring.Sources;

/// <summary>Reads one YAML file into nodes with their places. Only the part of YAML that JSON also has: no anchors, no tags.</summary>
internal sealed class YamlReader
{
    private readonly SourceFile file;
    private readonly ProblemList problems;
    private readonly Parser parser;
    private int nodes;

    private YamlReader(SourceFile file, ProblemList problems)
    {
        this.file = file;
        this.problems = problems;
        parser = new Parser(new StringReader(file.Text));
    }

    /// <summary>Reads the one document of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="root">Its root; null for an empty file.</param>
    /// <returns>Whether the file was read to its end.</returns>
    public static bool TryRead(SourceFile file, ProblemList problems, out SourceNode? root)
    {
        root = null;
        var reader = new YamlReader(file, problems);
        try
        {
            root = reader.ReadDocument();
            return true;
        }
        catch (UnreadableException unreadable)
        {
            problems.Add(unreadable.Place, unreadable.Code, unreadable.Message, unreadable.Hint);
        }
        catch (YamlException exception)
        {
            reader.AddSyntaxProblem(exception);
        }
        catch (InvalidOperationException)
        {
            // The parser's own state machine breaks on some unclosed brackets instead of reporting them.
            var place = reader.PlaceOf(reader.parser.Current?.End ?? Mark.Empty);
            problems.Add(place, "yaml_syntax", "The YAML ends or turns unexpectedly after here.", "Look for a bracket or brace that is not closed.");
        }

        return false;
    }

    private SourceNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            throw new UnreadableException(PlaceOf(second.Start), "yaml_documents", "A file holds one document.", "Move what follows `---` into a file of its own.");
        }

        return root;
    }

    private SourceNode ReadNode(int depth)
    {
        parser.TryConsume<ParsingEvent>(out var parsed);
        var place = PlaceOf(parsed!.Start);
        if (depth > Limits.DepthMax)
        {
            throw new UnreadableException(place, "too_deep", $"Nodes nest at most {Limits.DepthMax} deep.");
        }

        if (++nodes > Limits.NodesMax)
        {
            throw new UnreadableException(place, "too_large", $"A file has at most {Limits.NodesMax} nodes.");
        }

        if (parsed is AnchorAlias || parsed is NodeEvent { Anchor.IsEmpty: false })
        {
            throw new UnreadableException(place, "yaml_anchor", "Anchors and aliases are not supported.", "Write the value out in both places.");
        }

        if (parsed is NodeEvent { Tag.IsEmpty: false })
        {
            throw new UnreadableException(place, "yaml_tag", "YAML tags are not supported.", "A text that starts with `!` needs quotes around it.");
        }

        return parsed switch
        {
            Scalar scalar => ReadScalar(scalar, place),
            SequenceStart => ReadList(place, depth),
            MappingStart => ReadMap(place, depth),
            _ => throw new UnreadableException(place, "yaml_syntax", "A value is expected here."),
        };
    }

    private SourceNode ReadScalar(Scalar scalar, SourcePlace place)
    {
        if (scalar.Value.Length > Limits.ScalarCharsMax)
        {
            throw new UnreadableException(place, "too_large", $"A text has at most {Limits.ScalarCharsMax} characters.");
        }

        var value = scalar.Style == ScalarStyle.Plain ? CoreSchema.Resolve(scalar.Value) : Value.String(scalar.Value);
        return SourceNode.Leaf(place, value, new ScalarSource(file, place, scalar.Style));
    }

    private SourceNode ReadList(SourcePlace place, int depth)
    {
        var items = new List<SourceNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return SourceNode.List(place, items);
    }

    private SourceNode ReadMap(SourcePlace place, int depth)
    {
        var entries = new List<SourceEntry>();
        var places = new Dictionary<string, SourcePlace>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadKey();
            var value = ReadNode(depth + 1);
            if (places.TryAdd(key.Key, key.Place))
            {
                entries.Add(new SourceEntry(key.Key, key.Place, value));
            }
            else
            {
                problems.Add(key.Place, "duplicate_key", $"The key `{key.Key}` is already used at {places[key.Key]}.", "Remove one of them.");
            }
        }

        return SourceNode.Map(place, entries);
    }

    private (string Key, SourcePlace Place) ReadKey()
    {
        parser.TryConsume<ParsingEvent>(out var parsed);
        var place = PlaceOf(parsed!.Start);
        return parsed is Scalar { Tag.IsEmpty: true, Anchor.IsEmpty: true } key && key.Value.Length <= Limits.ScalarCharsMax
            ? (key.Value, place)
            : throw new UnreadableException(place, "yaml_key", "A key is a plain or quoted text.");
    }

    private void AddSyntaxProblem(YamlException exception)
    {
        // The parser marks the start of the mapping, which may be far above the tab.
        var line = (int)Math.Max(1, exception.Start.Line);
        if (exception.Message.Contains("tab", StringComparison.OrdinalIgnoreCase))
        {
            for (; line <= file.LineCount; line++)
            {
                var indent = file.Line(line).AsSpan();
                var tab = indent[..(indent.Length - indent.TrimStart(" \t").Length)].IndexOf('\t');
                if (tab >= 0)
                {
                    problems.Add(new SourcePlace(file.Path, line, tab + 1), "yaml_syntax", "A tab may not indent a line.", "Use spaces.");
                    return;
                }
            }
        }

        problems.Add(PlaceOf(exception.Start), "yaml_syntax", exception.Message);
    }

    // At the end of a file the parser may stand on a line that is not there any more.
    private SourcePlace PlaceOf(Mark mark) => mark.Line > file.LineCount
        ? new(file.Path, file.LineCount, file.Line(file.LineCount).Length + 1)
        : new(file.Path, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    /// <summary>Ends the reading of one file; never leaves this class.</summary>
    private sealed class UnreadableException(SourcePlace place, string code, string message, string? hint = null) : Exception(message)
    {
        public SourcePlace Place { get; } = place;

        public string Code { get; } = code;

        public string? Hint { get; } = hint;
    }
}
