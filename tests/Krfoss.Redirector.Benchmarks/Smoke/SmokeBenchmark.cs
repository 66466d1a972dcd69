using System.Linq.Expressions;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace Krfoss.Redirector.Benchmarks.Smoke;

/// <summary>One benchmark with one set of parameters, ready to run.</summary>
internal sealed class SmokeBenchmark
{
    private const int WarmUps = 3;
    private const int Rounds = 3;
    private const int OperationsPerRound = 512;
    private const int SlowOperationsPerRound = 3;

    private readonly Type _type;
    private readonly MethodInfo _method;
    private readonly PropertyInfo? _parameter;
    private readonly object? _value;

    private SmokeBenchmark(Type type, MethodInfo method, PropertyInfo? parameter, object? value)
    {
        _type = type;
        _method = method;
        _parameter = parameter;
        _value = value;
        Name = $"{type.Name}.{method.Name}" + (parameter is null ? "" : $" {parameter.Name}={value}");
    }

    public string Name { get; }

    /// <summary>Every benchmark of this program, one for each value of its parameter.</summary>
    public static IEnumerable<SmokeBenchmark> All() =>
        from type in typeof(SmokeBenchmark).Assembly.GetTypes()
        orderby type.Name
        let parameter = type.GetProperties().SingleOrDefault(p => p.IsDefined(typeof(ParamsAttribute)))
        from method in type.GetMethods()
        where method.IsDefined(typeof(BenchmarkAttribute))
        from value in parameter?.GetCustomAttribute<ParamsAttribute>()!.Values ?? [null]
        select new SmokeBenchmark(type, method, parameter, value);

    /// <summary>
    /// What one operation allocates, rounded up. The least of a few rounds: a buffer that grows now and then is not
    /// the operation's.
    /// </summary>
    public long AllocatedBytes()
    {
        var instance = Activator.CreateInstance(_type)!;
        using var disposing = instance as IDisposable;
        _parameter?.SetValue(instance, _value);
        foreach (var setup in _type.GetMethods().Where(m => m.IsDefined(typeof(GlobalSetupAttribute))))
        {
            setup.Invoke(instance, null);
        }

        // An expression in place of Invoke, which would box what the method returns.
        var operation = Expression.Lambda<Action>(Expression.Call(Expression.Constant(instance), _method)).Compile();
        for (var i = 0; i < WarmUps; i++) operation();
        var isSlow = _type.GetCustomAttribute<BenchmarkCategoryAttribute>()?.Categories.Contains(SmokeRun.Slow) == true;
        var operations = isSlow ? SlowOperationsPerRound : OperationsPerRound;
        return Enumerable.Range(0, Rounds).Select(_ => Round(operation, operations)).Min();
    }

    private static long Round(Action operation, int operations)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < operations; i++) operation();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return (allocated + operations - 1) / operations;
    }
}
