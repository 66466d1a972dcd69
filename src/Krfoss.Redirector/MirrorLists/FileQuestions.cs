using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Explaining;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// <c>?mirrorlist</c>, <c>?metalink</c>, <c>?meta4</c>, <c>?explain</c> on the path of a file. Stands behind the
/// redirects, which let through what begins with one of these words.
/// </summary>
internal sealed class FileQuestions(
    RequestDelegate next, RequestResolver resolver, ClientAddress clients, FileAnswers answers)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (resolver.Resolve(context, out var request, out _) != TargetClass.Repository) return next(context);
        if (ReservedQueries.IsMeta4(request)) return Meta4Async(context, request);
        if (ReservedQueries.WordOf(request.Query) is not { } word) return next(context);

        // Shown paths and URLs are those of the file, not of the question.
        var asked = request with { Target = request.Path.ToString() };
        if (!AskedAddress.TryRead(context, clients, out var address, out var refusal)) return refusal;
        if (address != asked.Address) resolver.Resolve(asked.Target, address, asked.IsHttps, out asked, out _);
        var filter = ListFilter.From(context.Request.Query);
        return word switch
        {
            ReservedQueries.Mirrorlist => FileAnswers.MirrorlistAsync(context, asked, filter),
            ReservedQueries.Metalink => answers.Metalink3Async(context, asked, filter),
            ReservedQueries.Meta4 => answers.Metalink4Async(context, asked, filter),
            _ => ExplainAsync(context, asked),
        };
    }

    private Task Meta4Async(HttpContext context, in RepositoryRequest named)
    {
        resolver.Resolve(
            ReservedQueries.WithoutMeta4(named), named.Address, named.IsHttps, out var request, out _);
        return answers.Metalink4Async(context, request, ListFilter.None);
    }

    private Task ExplainAsync(HttpContext context, in RepositoryRequest request)
    {
        var explanation = Explainer.Explain(request.Snapshot, request.ToSelection())
            .For(clients.MayAskForOthers(context));
        return WantedType.IsJson(context.Request)
            ? ListAnswers.WriteAsync(context, ListAnswers.Json, ExplanationJson.Render(explanation, request))
            : ListAnswers.WriteAsync(context, ListAnswers.Text, ExplanationText.Render(explanation, request));
    }
}
