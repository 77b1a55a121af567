namespace Personalization.Deploy.Tests.Containers;

/// <summary>What the kernel has to say of a process that an image confines.</summary>
internal static class Confinement
{
    /// <summary>Looks at the user, the capabilities and the root of a running container.</summary>
    public static void Check(Container container)
    {
        var status = container.Kernel("status").Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1].Trim(), StringComparer.Ordinal);
        Assert.Equal("1654\t1654\t1654\t1654", status["Uid"]);
        Assert.Equal("1654\t1654\t1654\t1654", status["Gid"]);
        Assert.All((string[])["CapEff", "CapPrm", "CapBnd", "CapInh", "CapAmb"], set => Assert.Equal("0000000000000000", status[set]));
        Assert.Equal("1", status["NoNewPrivs"]);

        var writable = container.Kernel("mounts").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .Where(mount => mount[3].Split(',')[0] == "rw").Select(mount => mount[1])
            .Where(folder => !folder.StartsWith("/dev", StringComparison.Ordinal) && !folder.StartsWith("/proc", StringComparison.Ordinal));
        Assert.Equal(["/data", "/tmp"], writable.Order(StringComparer.Ordinal));
    }
}
