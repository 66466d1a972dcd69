using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Site.Words;

/// <summary>What this is, how it decides, what it keeps of whom.</summary>
internal static class AboutWords
{
    public static readonly Text Lead = new(
        "{0}는 여러 곳에서 자발적으로 운영하는 리눅스 미러를 하나의 주소로 이용하게 해 주는 서비스입니다.",
        "{0} brings Linux mirrors, which volunteers run in many places, together under one address.");
    public static readonly Text How = new("어떻게 미러를 고르나요", "How a mirror is chosen");
    public static readonly Text HowOrigin = new(
        "색인, 키, 체크섬은 언제나 원본 서버에서 받으므로 서로 어긋나지 않습니다.",
        "Indexes, keys and checksums always come from the origin, so they never disagree.");
    public static readonly Text HowVerified = new(
        "패키지는 그 파일을 가지고 있다고 확인된 미러에서만 받습니다. 확실하지 않으면 원본 서버가 제공합니다.",
        "Packages come from mirrors alone that were seen to have them. In doubt, the origin answers.");
    public static readonly Text HowNear = new(
        "같은 국가 안에서 가까운 순서로 고르고, 같은 통신망의 미러는 {0} km 더 가까운 것으로 봅니다. {1} km 이내의 미러는 나누어 맡습니다.",
        "Inside a country the nearer one is chosen; a mirror in your own network counts as {0} km nearer. Mirrors "
        + "within {1} km share.");
    public static readonly Text HowRetry = new(
        "같은 파일을 1분 안에 다시 요청하면 다른 미러가 응답하고, 앞의 미러는 10분 동안 피합니다.",
        "Whoever asks for a file again within a minute gets another mirror, and none of the first for ten minutes.");
    public static readonly Text Privacy = new("개인정보", "Privacy");
    public static readonly Text PrivacyAddress = new(
        "IP 주소는 응답할 미러를 정하는 데에만 쓰고 저장하지 않습니다. 재요청을 알아보기 위한 해시만 메모리에 10분 동안 남습니다.",
        "Addresses serve to choose a mirror and are not kept. Hashes of them stay in memory for ten minutes, to notice "
        + "who asks again.");
    public static readonly Text PrivacyCookies = new(
        "이 사이트에는 쿠키도, 스크립트도, 다른 서버에서 불러오는 것도 없습니다.",
        "These pages have no cookies, no scripts, and nothing from other hosts.");
    public static readonly Text PrivacyStatistics = new(
        "통계는 개수만 세며, 다섯 번이 안 되는 항목은 합쳐서 보여 줍니다.",
        "Statistics are counts alone; whatever is below five is shown together with others.");
    public static readonly Text Software = new("소프트웨어", "Software");
    public static readonly Text SoftwareText = new(
        "Krfoss.Redirector {0}, MIT 라이선스의 자유 소프트웨어입니다.", "Krfoss.Redirector {0}, free software under the MIT licence.");
    public static readonly Text Data = new("데이터 출처", "Sources of data");
    public static readonly Text MapData = new(
        "지도의 윤곽선은 퍼블릭 도메인인 Natural Earth 데이터로 만들었습니다.",
        "The outlines of the maps were made from Natural Earth, which is in the public domain.");
    public static readonly Text BuiltOn = new("{0} 제작", "Built on {0}");
    public static readonly Text Programs = new("프로그램에서 쓰기", "For programs");
    public static readonly Text ProgramsText = new(
        "이 사이트의 모든 내용은 JSON으로도 제공합니다.", "All that is shown here can be had as JSON.");
}
