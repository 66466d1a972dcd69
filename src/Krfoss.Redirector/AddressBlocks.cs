using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector;

/// <summary>
/// Lists of address blocks in the configuration: numbered entries, or one value with commas between the blocks, as
/// environment variables are written.
/// </summary>
internal static class AddressBlocks
{
    /// <param name="section">Where the key stands; its path is named in the message.</param>
    /// <param name="byDefault">What counts when the key is not set. An empty list is a setting too.</param>
    /// <exception cref="SettingException">An entry is no block of addresses.</exception>
    public static PrefixTable<bool> Read(IConfigurationSection section, string key, string[] byDefault)
    {
        // Read by hand: the binder would add to the default instead of replacing it.
        var texts = string.IsNullOrWhiteSpace(section[key])
            ? section.GetSection(key).Get<string[]>() ?? byDefault
            : section[key]!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new(texts.Select(text => IpPrefix.TryParse(text, out var block)
            ? KeyValuePair.Create(block, true)
            : throw new SettingException(
                $"{section.Path}:{key} holds '{text}', which is no block of addresses; "
                + "write it as in 10.0.0.0/8 or 2001:db8::/32.")));
    }
}
