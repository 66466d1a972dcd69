namespace Krfoss.Redirector.Publishing;

/// <summary>
/// Has a public mirror looked at as soon as politeness allows: somebody knows that it has changed. The crawler provides
/// it; without one nothing happens.
/// </summary>
internal delegate void WantCheck(string mirror);
