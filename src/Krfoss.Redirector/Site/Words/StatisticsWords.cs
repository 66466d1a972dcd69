using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>The page of counts.</summary>
internal static class StatisticsWords
{
    public static readonly Text Lead = new(
        "며칠 동안 얼마나 많은 파일 요청을 어디로 보냈는지 셉니다. 주소는 남기지 않고 개수만 셉니다.",
        "How many requests for files were sent where, day by day. Counts alone; no addresses are kept.");
    public static readonly Text Period = new("기간", "Period");
    public static readonly Text LastDays = new("최근 {0}일", "Last {0} days");
    public static readonly Text By = new("나누는 기준", "By");
    public static readonly Text OfMirror = new("미러", "Mirror");
    public static readonly Text OfAll = new("전체", "all");
    public static readonly Text Show = new("보기", "Show");
    public static readonly Text Redirects = new("보낸 요청", "Redirects");
    public static readonly Text Bytes = new("예상 전송량", "Estimated bytes");
    public static readonly Text BytesNote = new(
        "전송량은 색인에 크기가 적힌 요청만 더한 예상치입니다(요청의 {0}).",
        "Bytes are an estimate from requests whose size an index tells ({0} of them).");
    public static readonly Text PerDay = new("하루마다", "Day by day");
    public static readonly Text ChartAlt = new("{0}부터 {1}까지 하루마다 보낸 요청 수", "Redirects a day from {0} to {1}");
    public static readonly Text DayOf = new("{0}: {1}", "{0}: {1}");
    public static readonly Text Table = new("{0} 순위", "By {0}");
    public static readonly Text Key = new("항목", "Of");
    public static readonly Text Nothing = new("이 기간에는 아직 센 것이 없습니다.", "Nothing was counted in this time yet.");
    public static readonly Text SmallCells = new(
        "하루 {0}건이 안 되는 항목은 ‘그 밖’에 합쳐서 보여 줍니다. 방금 센 것은 1분 뒤에 나타납니다.",
        "Whatever is below {0} a day is shown under \"others\". What was counted just now is here a minute later.");
    public static readonly Text Csv = new("CSV", "CSV");
    public static readonly Text Json = new("JSON", "JSON");

    public static readonly Text Share = new("맡은 비율", "The share it got");
    public static readonly Text ShareNote = new("최근 30일 요청의 {0}", "{0} of all redirects in the last 30 days");
    public static readonly Text ShareWhy = new(
        "비율은 가까운 사용자의 수, 가중치({0}), 제공하는 저장소, 정상이었던 시간에 따라 정해집니다.",
        "It follows from how many clients are near, its weight ({0}), what it carries and how long it was up.");

    private static readonly Text Day = new("날짜", "day");
    private static readonly Text Repository = new("저장소", "repository");
    private static readonly Text Mirror = new("미러", "mirror");
    private static readonly Text Network = new("통신망", "network");
    private static readonly Text Region = new("지역", "region");
    private static readonly Text Country = new("국가", "country");
    private static readonly Text Client = new("프로그램", "client program");
    private static readonly Text Others = new("그 밖", "others");
    private static readonly Text Unknown = new("알 수 없음", "not known");
    private static readonly Text Hidden = new("비공개 미러", "private mirrors");

    public static Text Of(TrafficDimension by) => by switch
    {
        TrafficDimension.Repository => Repository,
        TrafficDimension.Mirror => Mirror,
        TrafficDimension.Network => Network,
        TrafficDimension.Region => Region,
        TrafficDimension.Country => Country,
        TrafficDimension.Client => Client,
        _ => Day,
    };

    /// <summary>The words for keys that are no id; null for all others.</summary>
    public static Text? OfKey(string key) => key switch
    {
        TallyWords.Origin => CommonWords.Origin,
        TallyWords.Private => Hidden,
        TallyWords.Other => Others,
        TallyWords.None => Unknown,
        _ => null,
    };
}
