namespace Personalization.Grpc.V1;

/// <summary>The methods of <c>personalization.v1.Profiles</c>: live profiles, what people agree to, and what they may ask for.</summary>
public static class Profiles
{
    /// <summary>The live state of one subject.</summary>
    public static Method<ProfilesGetRequest, ProfilesGetResponse> Get { get; } =
        new(ProfilesReflection.Descriptor, nameof(Profiles), nameof(Get));

    /// <summary>The live state of one subject, now and after each change.</summary>
    public static Method<ProfilesWatchRequest, ProfilesWatchResponse> Watch { get; } =
        new(ProfilesReflection.Descriptor, nameof(Profiles), nameof(Watch));

    /// <summary>What a person agrees to.</summary>
    public static Method<ProfilesSetConsentsRequest, ProfilesSetConsentsResponse> SetConsents { get; } =
        new(ProfilesReflection.Descriptor, nameof(Profiles), nameof(SetConsents));

    /// <summary>What a person likes to get, and when.</summary>
    public static Method<ProfilesSetPreferencesRequest, ProfilesSetPreferencesResponse> SetPreferences { get; } =
        new(ProfilesReflection.Descriptor, nameof(Profiles), nameof(SetPreferences));

    /// <summary>Takes a merge of two ids back.</summary>
    public static Method<ProfilesUnmergeRequest, ProfilesUnmergeResponse> Unmerge { get; } =
        new(ProfilesReflection.Descriptor, nameof(Profiles), nameof(Unmerge));

    /// <summary>Everything that is kept about one subject.</summary>
    public static Method<ProfilesExportRequest, ProfilesExportResponse> Export { get; } =
        new(ProfilesReflection.Descriptor, nameof(Profiles), nameof(Export));

    /// <summary>Destroys everything that is kept about one subject.</summary>
    public static Method<ProfilesEraseRequest, ProfilesEraseResponse> Erase { get; } =
        new(ProfilesReflection.Descriptor, nameof(Profiles), nameof(Erase));
}
