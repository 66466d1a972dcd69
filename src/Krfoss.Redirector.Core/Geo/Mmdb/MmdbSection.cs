using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>
/// One address space of an MMDB file: the data section or the metadata. Offsets count from its first byte; nothing
/// outside of it is ever read. Every fault is an <see cref="MmdbException"/> with section and offset.
/// </summary>
internal sealed class MmdbSection(byte[] file, int start, int length, string database, string name)
{
    public int Length => length;

    private ReadOnlySpan<byte> Bytes => file.AsSpan(start, length);

    /// <summary>
    /// Reads the head of the value at <paramref name="position"/>, follows a pointer, and moves the position behind
    /// the value; in front of the first entry where the value is a map or an array that stands here.
    /// </summary>
    public MmdbField Read(ref int position, ref MmdbBudget budget)
    {
        if (--budget.ValuesLeft < 0) throw Fault(position, "the record holds more values than any real record");
        var at = position;
        var control = Byte(position++);
        if (control >> 5 != (int)MmdbType.Pointer)
        {
            var field = Head(control, ref position, direct: true);
            position += field.PayloadBytes;
            return field;
        }

        var target = PointerTarget(at, control, ref position);
        if (target >= length) throw Fault(at, $"a pointer leads to {target}, but the section has {length} bytes");
        var there = (int)target;
        control = Byte(there++);
        if (control >> 5 == (int)MmdbType.Pointer) throw Fault(at, "a pointer leads to another pointer");
        return Head(control, ref there, direct: false);
    }

    /// <summary>Moves behind a value without following pointers.</summary>
    public void Skip(ref int position, ref MmdbBudget budget, int depth)
    {
        if (depth > MmdbBudget.MaxDepth) throw Fault(position, "values are nested too deeply");
        if (--budget.ValuesLeft < 0) throw Fault(position, "the record holds more values than any real record");
        var at = position;
        var control = Byte(position++);
        if (control >> 5 == (int)MmdbType.Pointer)
        {
            PointerTarget(at, control, ref position);
            return;
        }

        var field = Head(control, ref position, direct: true);
        position += field.PayloadBytes;
        if (!field.IsContainer) return;
        for (var i = 0; i < field.Size; i++)
        {
            if (field.Type == MmdbType.Map) ReadKey(ref position, ref budget);
            Skip(ref position, ref budget, depth + 1);
        }
    }

    public ReadOnlySpan<byte> ReadKey(ref int position, ref MmdbBudget budget)
    {
        var at = position;
        var key = Read(ref position, ref budget);
        if (key.Type != MmdbType.Text) throw Fault(at, $"a map's key is of type {key.Type}, not text");
        return TextBytes(key, ref budget);
    }

    public string Text(MmdbField field, ref MmdbBudget budget) => Encoding.UTF8.GetString(TextBytes(field, ref budget));

    public ReadOnlySpan<byte> TextBytes(MmdbField field, ref MmdbBudget budget)
    {
        var bytes = Payload(field, ref budget);
        return Utf8.IsValid(bytes) ? bytes : throw Fault(field.Payload, "text is not valid UTF-8");
    }

    public ReadOnlySpan<byte> Payload(MmdbField field, ref MmdbBudget budget)
    {
        budget.BytesLeft -= field.Size;
        if (budget.BytesLeft < 0) throw Fault(field.Payload, "the record holds more text than any real record");
        return Bytes.Slice(field.Payload, field.Size);
    }

    public UInt128 Unsigned(MmdbField field)
    {
        UInt128 value = 0;
        foreach (var b in Bytes.Slice(field.Payload, field.Size)) value = (value << 8) | b;
        return value;
    }

    public double FloatingPoint(MmdbField field)
    {
        var bytes = Bytes.Slice(field.Payload, field.Size);
        return field.Type == MmdbType.Float
            ? BinaryPrimitives.ReadSingleBigEndian(bytes)
            : BinaryPrimitives.ReadDoubleBigEndian(bytes);
    }

    public MmdbException Fault(int offset, string what) => new($"{database}: {name}, offset {offset}: {what}.");

    private MmdbField Head(byte control, ref int position, bool direct)
    {
        var at = position - 1;
        var type = (MmdbType)(control >> 5);
        if (type == MmdbType.Extended)
        {
            type = (MmdbType)(Byte(position++) + 7);
            if (type <= MmdbType.Map || !Enum.IsDefined(type)) throw Fault(at, $"there is no data type {(int)type}");
        }

        var size = control & 31;
        if (size > 28)
        {
            var bytes = size - 28;
            size = (bytes switch { 1 => 29, 2 => 285, _ => 65_821 }) + (int)BigEndian(ref position, bytes);
        }

        var field = new MmdbField(type, size, position, direct);
        CheckSize(field, at);
        return field;
    }

    private void CheckSize(MmdbField field, int at)
    {
        var left = length - field.Payload;
        var fits = field.Type switch
        {
            MmdbType.Map => field.Size <= left / 2,
            MmdbType.Boolean => field.Size <= 1,
            _ => field.Size <= left,
        };
        if (!fits) throw Fault(at, $"{field.Type} of size {field.Size} does not fit into the {left} bytes left");
        var sizeIsRight = field.Type switch
        {
            MmdbType.Double => field.Size == 8,
            MmdbType.Float => field.Size == 4,
            MmdbType.UInt16 => field.Size <= 2,
            MmdbType.UInt32 or MmdbType.Int32 => field.Size <= 4,
            MmdbType.UInt64 => field.Size <= 8,
            MmdbType.UInt128 => field.Size <= 16,
            _ => true,
        };
        if (!sizeIsRight) throw Fault(at, $"a value of type {field.Type} cannot have {field.Size} bytes");
    }

    private uint PointerTarget(int at, byte control, ref int position)
    {
        var bytes = ((control >> 3) & 3) + 1;
        var high = bytes == 4 ? 0u : (uint)(control & 7) << (8 * bytes);
        var value = high | BigEndian(ref position, bytes);
        if (position > length) throw Fault(at, "a pointer is cut off");
        return value + (bytes switch { 2 => 2048u, 3 => 526_336u, _ => 0u });
    }

    private uint BigEndian(ref int position, int count)
    {
        var value = 0u;
        for (var i = 0; i < count; i++) value = (value << 8) | Byte(position++);
        return value;
    }

    private byte Byte(int position) => position < length
        ? file[start + position]
        : throw Fault(position, "the section ends in the middle of a value");
}
