using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// Whose list is wanted: the client's own, or that of <c>ip=</c>, which only operators and trusted proxies may say.
/// </summary>
internal static class AskedAddress
{
    /// <summary>False: the refusal has to be answered.</summary>
    public static bool TryRead(HttpContext context, ClientAddress clients, out IpNumber address, out Task refusal)
    {
        refusal = Task.CompletedTask;
        address = clients.Of(context).Address;
        var ip = context.Request.Query["ip"];
        if (ip.Count == 0) return true;
        if (!clients.MayAskForOthers(context))
        {
            refusal = PlainAnswers.WriteAsync(
                context,
                StatusCodes.Status403Forbidden,
                "Forbidden: ip= is for operators and trusted proxies",
                "ip= 는 운영자와 신뢰된 프록시만 사용할 수 있습니다");
            return false;
        }

        if (IpNumber.TryParse(ip.ToString(), out address)) return true;
        refusal = PlainAnswers.BadRequestAsync(context, "ip= is no address");
        return false;
    }
}
