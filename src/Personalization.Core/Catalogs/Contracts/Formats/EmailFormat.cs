using System.Buffers;

namespace Personalization.Core.Catalogs.Contracts.Formats;

/// <summary><c>email</c>: a Mailbox of RFC 5321, section 4.1.2; <c>idn-email</c> with the letters of RFC 6531.</summary>
internal static class EmailFormat
{
    private const int LocalBytesMax = 64;
    private const int LabelCharsMax = 63;
    private const int DomainCharsMax = 255;
    private const string Version6 = "IPv6:";

    private static readonly SearchValues<char> AtomChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~");

    /// <summary>Whether a text is an address.</summary>
    public static bool IsEmail(ReadOnlySpan<char> text, bool isInternational)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || System.Text.Encoding.UTF8.GetByteCount(text[..at]) > LocalBytesMax)
        {
            return false;
        }

        var local = text[..at];
        var domain = text[(at + 1)..];
        return (local[0] == '"' ? IsQuoted(local, isInternational) : IsDotted(local, isInternational))
            && (domain is ['[', .., ']'] ? IsLiteral(domain[1..^1]) : IsDomain(domain, isInternational));
    }

    private static bool IsDotted(ReadOnlySpan<char> local, bool isInternational)
    {
        foreach (var range in local.Split('.'))
        {
            var atom = local[range];
            if (atom.IsEmpty)
            {
                return false;
            }

            foreach (var one in atom)
            {
                if (!AtomChars.Contains(one) && (!isInternational || one < 0x80))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<char> local, bool isInternational)
    {
        if (local.Length < 2 || local[^1] != '"')
        {
            return false;
        }

        var inner = local[1..^1];
        for (var at = 0; at < inner.Length; at++)
        {
            var isEscaped = inner[at] == '\\';
            at += isEscaped ? 1 : 0;
            if (at == inner.Length || (inner[at] == '"' && !isEscaped) || !(inner[at] is >= ' ' and <= '~' || (isInternational && inner[at] >= 0x80)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLiteral(ReadOnlySpan<char> address) =>
        address.StartsWith(Version6, StringComparison.OrdinalIgnoreCase) ? AddressFormats.IsV6(address[Version6.Length..]) : AddressFormats.IsV4(address);

    private static bool IsDomain(ReadOnlySpan<char> domain, bool isInternational)
    {
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is 0 or > LabelCharsMax || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }

            foreach (var one in label)
            {
                if (!char.IsAsciiLetterOrDigit(one) && one != '-' && (!isInternational || one < 0x80))
                {
                    return false;
                }
            }
        }

        return domain.Length is > 0 and <= DomainCharsMax;
    }
}
