using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Krfoss.Redirector.Registry.Observations;

/// <summary>What becomes of a row whose key is there already.</summary>
internal enum KnownRow
{
    Kept,
    Replaced,
    Added,
}

/// <summary>
/// Writes rows of one table within the context's transaction. EF has no "insert or update"; the SQL for it is the same
/// in both databases, safe with several nodes writing at once, and taken from the model, as names and conversions are.
/// </summary>
internal sealed class RowWriter<TRow> : IAsyncDisposable
    where TRow : class
{
    private readonly DbCommand _command;
    private readonly (IProperty Property, RelationalTypeMapping Mapping)[] _columns;

    /// <param name="largest">A property of which the larger value stays, where the others add up.</param>
    public RowWriter(RegistryContext context, KnownRow known = KnownRow.Kept, string? largest = null)
    {
        var entity = context.Model.FindEntityType(typeof(TRow))!;
        _columns = [.. entity.GetProperties()
            .Where(p => !p.IsShadowProperty())
            .Select(p => (p, p.GetRelationalTypeMapping()))];
        _command = context.Database.GetDbConnection().CreateCommand();
        _command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        _command.CommandText = Sql(entity, known, largest);
    }

    /// <summary>The value is the number of rows that are new or other than before: 0 or 1.</summary>
    public async Task<int> WriteAsync(TRow row, CancellationToken cancellationToken)
    {
        _command.Parameters.Clear();
        for (var i = 0; i < _columns.Length; i++)
        {
            var (property, mapping) = _columns[i];
            var value = property.PropertyInfo!.GetValue(row);
            _command.Parameters.Add(mapping.CreateParameter(
                _command, $"@p{i}", value is string text ? StorableText.Of(text) : value, property.IsNullable));
        }

        return await _command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> WriteAsync(IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        var written = 0;
        foreach (var row in rows) written += await WriteAsync(row, cancellationToken);
        return written;
    }

    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private string Sql(IEntityType entity, KnownRow known, string? largest)
    {
        var table = Quoted(entity.GetTableName()!);
        var names = _columns.Select(c => Name(c.Property));
        var insert = $"INSERT INTO {table} ({string.Join(", ", names)}) "
            + $"VALUES ({string.Join(", ", _columns.Select((_, i) => $"@p{i}"))}) ON CONFLICT ";
        var key = entity.FindPrimaryKey()!.Properties;
        if (known == KnownRow.Kept) return insert + "DO NOTHING";
        var values = _columns.Select(c => c.Property).Except(key).ToList();
        var sets = values.Select(p => $"{Name(p)} = {Merged(table, p, known, largest)}");
        return insert + $"({string.Join(", ", key.Select(Name))}) DO UPDATE SET "
            + string.Join(", ", sets)
            + (known == KnownRow.Replaced ? $" WHERE {string.Join(" OR ", values.Select(Differs))}" : "");

        string Differs(IProperty property) =>
            $"{table}.{Name(property)} IS DISTINCT FROM excluded.{Name(property)}";
    }

    private static string Merged(string table, IProperty property, KnownRow known, string? largest)
    {
        var (old, next) = ($"{table}.{Name(property)}", $"excluded.{Name(property)}");
        if (known == KnownRow.Replaced) return next;
        return property.Name == largest
            ? $"CASE WHEN {old} IS NULL OR {next} > {old} THEN {next} ELSE {old} END"
            : $"{old} + {next}";
    }

    private static string Name(IProperty property) => Quoted(property.GetColumnName());

    private static string Quoted(string name) => $"\"{name}\"";
}
