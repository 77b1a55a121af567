using System.Globalization;
using System.Security.Cryptography;
using Personalization.Core.Catalogs;
using Personalization.Core.Codecs;
using Personalization.Core.Profiles;
using Personalization.Core.Subjects;

namespace Personalization.Gateway.Residency;

/// <summary>What events folded to, so that two regions can tell that they hold the same. It compares only under the same plan and fold code.</summary>
/// <param name="Plan">The fold plan and the fold code's version.</param>
/// <param name="Profile">SHA-256 of the profile's canonical bytes, in lower-case hex.</param>
internal sealed record FoldProof(string Plan, string Profile)
{
    /// <summary>The name of a plan.</summary>
    public static string PlanOf(FoldPlan plan) => string.Create(CultureInfo.InvariantCulture, $"{plan.Hash:x16}/{Evolve.FoldCodeVersion}");

    /// <summary>The profile of a subject before its first event.</summary>
    public static Profile Begin(FoldPlan plan, SubjectKey subject) => new(plan, subject.Kind == SubjectKind.Account ? SubjectSide.Account : SubjectSide.User);

    /// <summary>The proof of a profile.</summary>
    public static FoldProof Of(FoldPlan plan, Profile profile)
    {
        using var bytes = new ByteWriter();
        ProfileCodec.Write(bytes, profile);
        return new FoldProof(PlanOf(plan), Convert.ToHexStringLower(SHA256.HashData(bytes.Written)));
    }
}
