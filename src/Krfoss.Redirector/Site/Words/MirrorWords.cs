using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The list of mirrors, and the page of each.</summary>
internal static class MirrorWords
{
    public static readonly Text ListLead = new(
        "미러마다 상태, 지연, 제공하는 저장소를 봅니다. 이름을 누르면 90일 기록과 이유가 나옵니다.",
        "State, lag and repositories of each. Behind a name stand 90 days of history, with reasons.");
    public static readonly Text Facts = new("미러 정보", "About this mirror");
    public static readonly Text Bandwidth = new("대역폭", "Bandwidth");
    public static readonly Text Megabits = new("{0} Mbit/s", "{0} Mbit/s");
    public static readonly Text Weight = new("가중치", "Weight");
    public static readonly Text WeightOf = new("{0} (보통 100)", "{0} (100 is usual)");
    public static readonly Text UpdateFrequency = new("동기화 주기", "Synchronises every");
    public static readonly Text IPv6 = new("IPv6", "IPv6");
    public static readonly Text Yes = new("제공", "yes");
    public static readonly Text No = new("미제공", "no");
    public static readonly Text Cdn = new("CDN 뒤에 있음", "Behind a CDN");
    public static readonly Text PausedBecause = new("일시 중지: {0}", "Paused: {0}");
    public static readonly Text PausedUntil = new("일시 중지: {0} ({1}부터 재개)", "Paused: {0} (back on {1})");
    public static readonly Text DrainedNote = new(
        "가중치가 0이라 요청을 배정하지 않습니다. 점검은 계속됩니다.",
        "Its weight is 0, so no requests are sent here. Checks go on.");
    public static readonly Text ForPrograms = new("JSON", "JSON");
    public static readonly Text Feed = new("상태 변화 피드 (Atom)", "Feed of changes (Atom)");
    public static readonly Text Badge = new("배지", "Badge");
    public static readonly Text ChecksJson = new("점검 기록 (JSON)", "Checks (JSON)");

    public static readonly Text Uptime = new("90일 가동률", "90 days");
    public static readonly Text UptimeShare = new("점검의 {0} 성공", "{0} of the checks were good");
    public static readonly Text UptimeNone = new("아직 점검 기록이 없습니다.", "No checks were recorded yet.");
    public static readonly Text UptimeAlt = new(
        "지난 90일 동안 하루에 한 칸씩: {0}일 기록, 그중 {1}일은 장애 있음",
        "One bar a day for 90 days: {0} days recorded, {1} of them with failures");
    public static readonly Text DayOf = new("{0}: {1} 성공", "{0}: {1} good");
    public static readonly Text DayBad = new("{0}: {1} 성공 · {2}", "{0}: {1} good · {2}");
    public static readonly Text DayNone = new("{0}: 기록 없음", "{0}: nothing recorded");
    public static readonly Text DaysAgo = new("90일 전", "90 days ago");
    public static readonly Text Today = new("오늘", "today");

    public static readonly Text Copies = new("저장소별 상태", "Repository by repository");
    public static readonly Text CopiesNote = new(
        "프로토콜과 주소 체계마다 따로 점검합니다. 지연은 이 미러가 보여 주는 색인을 원본이 교체한 뒤 지난 시간입니다.",
        "Each protocol and address family is checked on its own. Lag is the time since the origin replaced the index "
        + "that this mirror shows.");
    public static readonly Text CopiesCaption = new("{0}의 저장소별 상태", "State of {0} by repository");
    public static readonly Text Indexes = new("최신 색인", "Newest indexes");
    public static readonly Text IndexesOf = new("{1}개 중 {0}개", "{0} of {1}");
    public static readonly Text Part = new("일부", "in part");
    public static readonly Text NoChecks = new(
        "점검이 꺼져 있어 선언된 내용을 그대로 사용합니다.", "Checks are switched off; the declarations stand.");
    public static readonly Text NotAsked = new("아직 점검하지 않음", "not checked yet");

    public static readonly Text Timeline = new("상태 변화", "Changes of state");
    public static readonly Text TimelineNone = new("기록된 상태 변화가 없습니다.", "No change of state was recorded.");
    public static readonly Text Evidence = new("근거 보기", "See the evidence");
    public static readonly Text RegistryAway = new(
        "기록 저장소가 응답하지 않아 지난 기록을 볼 수 없습니다. 현재 상태는 그대로 표시됩니다.",
        "The registry does not answer, so the past cannot be shown. What stands above is current.");
    public static readonly Text FromTo = new("{0} → {1}", "{0} → {1}");
    public static readonly Text Looked = new("점검 {0}", "checked {0}");

    public static readonly Text OwnNetwork = new("같은 통신망", "yes");

    private static readonly Text Doubtful = new("재확인 중", "looked at again");
    private static readonly Text HoldDown = new("대기", "held back");

    /// <summary>The word for a state of a copy, as registry and API write it.</summary>
    public static Text OfState(string word) => word switch
    {
        "up" => CommonWords.Up,
        "doubtful" => Doubtful,
        "down" => CommonWords.Down,
        "hold-down" => HoldDown,
        _ => CommonWords.Unknown,
    };

    public static string ClassOfState(string word) => word switch
    {
        "up" => "is-up",
        "doubtful" => "is-partly",
        "down" or "hold-down" => "is-down",
        _ => "is-unknown",
    };

    public static Text Of(Verdict verdict) => new(verdict.InKorean(), verdict.InEnglish());
}
