namespace Krfoss.Redirector.Core.Health.Sentences;

/// <summary>Each verdict in Korean: what was seen, then what the mirror's owner can do about it.</summary>
internal static class KoreanVerdicts
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "요청한 파일이 모두 정상적으로 응답되었습니다. 조치하실 일은 없습니다.",
        Verdict.Dns => "미러의 호스트 이름에서 사용할 수 있는 주소를 찾지 못했습니다. "
            + "A·AAAA 레코드와 도메인 만료 여부를 확인해 주세요.",
        Verdict.RedirectPrivate => "미러의 이름이나 리다이렉트가 공인 인터넷 주소가 아닌 곳을 가리킵니다. "
            + "DNS 레코드나 리다이렉트 설정을 바로잡아 주세요.",
        Verdict.Unreachable => "연결이 거부되거나 끊겼거나 경로가 없어 접속하지 못했습니다. "
            + "웹 서버가 실행 중인지, 방화벽에서 해당 포트가 열려 있는지 확인해 주세요.",
        Verdict.Timeout => "점검 시간 안에 응답을 끝까지 받지 못했습니다. "
            + "서버 부하와 디스크, 회선 상태를 확인해 주세요.",
        Verdict.Slow => "사용자가 내려받기 어려울 만큼 전송이 느립니다. "
            + "회선과 디스크의 부하, 연결당 속도 제한 설정을 확인해 주세요.",
        Verdict.TlsExpired => "인증서가 만료되었거나 아직 유효 기간이 시작되지 않았습니다. "
            + "인증서를 갱신하고 웹 서버에 다시 적용한 뒤, 자동 갱신이 동작하는지 확인해 주세요.",
        Verdict.TlsWrongHost => "다른 호스트 이름의 인증서가 제시되었습니다. "
            + "미러 주소의 이름이 포함된 인증서를 설치해 주세요. 여러 사이트가 IP 하나를 함께 쓴다면 SNI 설정도 확인해 주세요.",
        Verdict.TlsUntrusted => "사용자 시스템이 신뢰하는 기관에서 발급한 인증서가 아닙니다. "
            + "공인 인증 기관의 인증서를 중간 인증서와 함께 설치해 주세요.",
        Verdict.TlsFailed => "TLS 연결을 맺지 못했습니다. "
            + "TLS 1.2 또는 1.3을 허용하고, 해당 포트가 실제로 TLS로 응답하는지 확인해 주세요.",
        Verdict.BrokenHttp => "응답이 올바른 HTTP 형식이 아니거나 헤더가 지나치게 큽니다. "
            + "해당 포트에서 어떤 프로그램이 응답하는지, 앞단의 프록시가 추가하는 헤더는 없는지 확인해 주세요.",
        Verdict.Soft404 => "존재하지 않는 파일을 요청했는데 200으로 응답했습니다. "
            + "없는 파일에는 404로 응답하도록 포괄 규칙이나 오류 페이지 설정을 고쳐 주세요.",
        Verdict.Html => "파일 대신 로그인, 봇 확인, 도메인 안내와 같은 웹 페이지가 응답되었습니다. "
            + "저장소 경로를 봇 차단과 로그인 대상에서 제외하고, 도메인 상태도 확인해 주세요.",
        Verdict.RedirectedOffsite => "미러에 속하지 않는 다른 호스트로 리다이렉트됩니다. "
            + "리다이렉트를 제거하시거나, 주소가 바뀌었다면 새 주소를 알려 주세요.",
        Verdict.RedirectLoop => "리다이렉트가 제자리를 돌거나 지나치게 많이 이어집니다. "
            + "웹 서버와 앞단 CDN의 주소 변환 규칙을 확인해 주세요.",
        Verdict.LoopsToRedirector => "미러가 요청을 이 서비스로 되돌려 보내므로 사용자가 제자리를 돌게 됩니다. "
            + "미러가 파일을 직접 제공하도록 설정해 주시고, 점검 중이라면 일시 중지를 요청해 주세요.",
        Verdict.SchemeDowngrade => "https 요청이 http로 리다이렉트되는데, apt는 이를 거부합니다. "
            + "https 요청은 https로 응답하도록 해당 리다이렉트를 제거해 주세요.",
        Verdict.ForcesHttps => "http 요청을 모두 https로 리다이렉트하므로 http 사용자는 이 미러로 보내지 않습니다. "
            + "http도 제공해 주시거나 https 주소만 등록해 주세요. https 사용자에게는 영향이 없습니다.",
        Verdict.IdentityChanged => "이전과 다른 네트워크에서 응답하거나 인증서의 발급 기관이 바뀌었습니다. "
            + "미러를 옮기셨다면 저희에게 알려 주시고, 아니라면 도메인을 바로 확인해 주세요.",
        Verdict.Missing => "저장소의 인덱스 파일이 없습니다. "
            + "경로가 맞는지, 마지막 동기화가 끝까지 완료되었는지 확인해 주세요.",
        Verdict.PackagesMissing => "인덱스는 있지만 인덱스에 적힌 패키지 파일이 없습니다. "
            + "패키지를 먼저, 인덱스를 나중에 받는 2단계 방식으로 동기화를 다시 실행해 주세요.",
        Verdict.WrongSize => "파일 크기가 인덱스에 적힌 값과 다르거나 전송이 중간에 끊겼습니다. "
            + "동기화를 다시 실행하고, 디스크 여유 공간과 오래된 캐시가 남아 있지 않은지 확인해 주세요.",
        Verdict.ContentWrong => "파일 크기는 맞지만 내용이 다릅니다. "
            + "체크섬을 비교하는 방식(rsync --checksum)으로 다시 동기화하고 디스크 오류를 점검해 주세요.",
        Verdict.ContentUnknown => "원본 서버에 올라온 적이 없는 내용의 인덱스입니다. "
            + "어느 상위 미러에서 동기화하는지, 중간에 파일이 변경되지 않았는지 확인해 주세요.",
        Verdict.Ahead => "저희가 아는 원본 서버의 인덱스보다 더 새로운 인덱스를 제공하고 있습니다. "
            + "불이익은 없으며 조치하실 일도 없습니다.",
        Verdict.RolledBack => "이전에 제공하던 것보다 오래된 인덱스를 제공하고 있습니다. "
            + "백업에서 복원했거나 상위 미러를 바꾸지 않았는지, 같은 이름 뒤에 서버가 여러 대 있지 않은지 확인해 주세요.",
        Verdict.Stale => "인덱스가 이 저장소의 허용 범위보다 오래되어 당분간 사용자를 보내지 않습니다. "
            + "동기화가 실행되고 상위 미러에 연결되는지 확인해 주세요. 최신 상태가 되면 자동으로 다시 연결됩니다.",
        Verdict.NoRange => "파일의 일부만 받는 요청(Range)에 제대로 응답하지 않거나, 패키지를 압축된 전송 형식으로 보냅니다. "
            + "Range 요청을 허용하고 패키지 파일에는 전송 압축을 꺼 주세요.",
        Verdict.ServerError => "서버가 오류(5xx)나 미러에서 나올 수 없는 상태 코드로 응답했습니다. "
            + "웹 서버의 오류 로그와 프록시 뒤의 서버 상태를 확인해 주세요.",
        Verdict.BlockedToChecker => "점검 서버의 접속만 거부된 것으로 보여 미러의 상태는 그대로 둡니다. "
            + "점검 안내 페이지에 있는 주소와 User-Agent를 허용해 주세요.",
        Verdict.Busy => "나중에 다시 요청해 달라는 응답(429 또는 Retry-After가 있는 503)을 받아 상태를 그대로 두고 기다립니다. "
            + "계속된다면 점검 서버를 요청 수 제한에서 제외해 주세요.",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "no such verdict"),
    };
}
