using System.Text;
using Personalization.Core;
using Personalization.Core.Subjects;

namespace Personalization.Gateway.Pages.Links;

/// <summary>What of a link is sealed, as bytes: tenant, kind, id, rights, expiry in milliseconds, locale, return address; texts as UTF-8 behind their length, empty for none.</summary>
internal static class LinkPayload
{
    /// <summary>Zeros fill it up to a multiple of this, so that its length does not tell the one of the id.</summary>
    private const int StepBytes = 64;

    /// <summary>Writes it.</summary>
    public static byte[] Write(PreferenceLink link)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(link.Subject.Tenant.Value);
        writer.Write((byte)link.Subject.Kind);
        writer.Write(link.Subject.Id);
        writer.Write((byte)link.Rights);
        writer.Write(link.Expires.UnixMilliseconds);
        writer.Write(link.Locale ?? "");
        writer.Write(link.ReturnUrl ?? "");
        writer.Flush();
        memory.SetLength((memory.Length + StepBytes - 1) / StepBytes * StepBytes);
        return memory.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <param name="bytes">What <see cref="Write"/> gave; the seal has been checked.</param>
    public static PreferenceLink Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var tenant = new TenantId(reader.ReadString());
        var subject = new SubjectKey(tenant, (SubjectKind)reader.ReadByte(), reader.ReadString());
        return new PreferenceLink(subject, (LinkRights)reader.ReadByte(), new Instant(reader.ReadInt64()), Text(reader), Text(reader));
    }

    private static string? Text(BinaryReader reader) => reader.ReadString() is { Length: > 0 } text ? text : null;
}
