namespace Krfoss.Redirector;

/// <summary>
/// A setting cannot be used. The message names the key and says what to write; it is all that people get to see, and
/// the program ends with exit code 2.
/// </summary>
internal sealed class SettingException(string message) : Exception(message);
