using Google.Protobuf.Reflection;

namespace Personalization.Grpc.Reflection;

/// <summary>Finds .proto files by name and by the symbols they define.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);

    public DescriptorIndex(IReadOnlyList<ServiceDescriptor> services)
    {
        Services = services.Select(service => service.FullName).Order(StringComparer.Ordinal).ToArray();
        foreach (var service in services)
            Add(service.File);
    }

    /// <summary>Full names, sorted.</summary>
    public IReadOnlyList<string> Services { get; }

    public FileDescriptor? FileByName(string name) => _files.GetValueOrDefault(name);

    /// <summary>The file that defines a message, enum, service or method, or the message or enum that a field or value is in.</summary>
    public FileDescriptor? FileBySymbol(string symbol)
    {
        if (_symbols.TryGetValue(symbol, out var file))
            return file;
        var parent = symbol.LastIndexOf('.');
        return parent > 0 ? _symbols.GetValueOrDefault(symbol[..parent]) : null;
    }

    public bool HasMessage(string name) => _messages.Contains(name);

    /// <summary>A file and all that it imports, each once.</summary>
    public static IReadOnlyCollection<FileDescriptor> WithImports(FileDescriptor file)
    {
        var found = new List<FileDescriptor> { file };
        for (var next = 0; next < found.Count; next++)
            found.AddRange(found[next].Dependencies.Except(found).ToArray());
        return found;
    }

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;
        foreach (var message in file.MessageTypes)
            Add(message);
        foreach (var type in file.EnumTypes)
            _symbols[type.FullName] = file;
        foreach (var service in file.Services)
        {
            _symbols[service.FullName] = file;
            foreach (var method in service.Methods)
                _symbols[method.FullName] = file;
        }
        foreach (var import in file.Dependencies)
            Add(import);
    }

    private void Add(MessageDescriptor message)
    {
        _symbols[message.FullName] = message.File;
        _messages.Add(message.FullName);
        foreach (var nested in message.NestedTypes)
            Add(nested);
        foreach (var type in message.EnumTypes)
            _symbols[type.FullName] = message.File;
    }
}
