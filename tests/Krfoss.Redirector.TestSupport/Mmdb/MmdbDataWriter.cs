using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Krfoss.Redirector.TestSupport.Mmdb;

/// <summary>
/// Writes values in MMDB's encoding. Types follow the .NET type: string, double, float, ushort, uint, int, ulong,
/// UInt128, bool, byte[], dictionaries (maps) and lists (arrays). A text that was written before becomes a pointer.
/// </summary>
public sealed class MmdbDataWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    public int Length => _bytes.WrittenCount;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Writes a value and returns its offset.</summary>
    public int Write(object value)
    {
        var offset = Length;
        switch (value)
        {
            case string text:
                WriteText(text);
                break;
            case double number:
                WriteNumber(3, number, BinaryPrimitives.WriteDoubleBigEndian, 8);
                break;
            case float number:
                WriteNumber(15, number, BinaryPrimitives.WriteSingleBigEndian, 4);
                break;
            case int number when number < 0:
                WriteNumber(8, number, BinaryPrimitives.WriteInt32BigEndian, 4);
                break;
            case byte[] bytes:
                WriteHead(4, bytes.Length);
                _bytes.Write(bytes);
                break;
            case bool flag:
                WriteHead(14, flag ? 1 : 0);
                break;
            case IReadOnlyDictionary<string, object> map:
                WriteHead(7, map.Count);
                foreach (var (key, item) in map)
                {
                    WriteText(key);
                    Write(item);
                }

                break;
            case IReadOnlyList<object> list:
                WriteHead(11, list.Count);
                foreach (var item in list) Write(item);
                break;
            default:
                WriteUnsigned(value);
                break;
        }

        return offset;
    }

    public void WritePointer(int target)
    {
        Span<byte> bytes = stackalloc byte[4];
        var (size, rest) = target < 2048 ? (0, target) : target < 526_336 ? (1, target - 2048)
            : target < 134_744_064 ? (2, target - 526_336) : (3, target);
        BinaryPrimitives.WriteInt32BigEndian(bytes, rest);
        var high = size == 3 ? 0 : rest >> (8 * (size + 1));
        _bytes.Write([(byte)((1 << 5) | (size << 3) | high)]);
        _bytes.Write(bytes[(3 - size)..]);
    }

    private void WriteText(string text)
    {
        if (_texts.TryGetValue(text, out var offset))
        {
            WritePointer(offset);
            return;
        }

        if (text.Length > 3) _texts.Add(text, Length);
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteHead(2, bytes.Length);
        _bytes.Write(bytes);
    }

    private void WriteUnsigned(object value)
    {
        var (type, number) = value switch
        {
            ushort n => (5, (UInt128)n),
            uint n => (6, n),
            int n => (8, (UInt128)n),
            ulong n => (9, n),
            UInt128 n => (10, n),
            _ => throw new ArgumentException($"{value.GetType()} has no MMDB type.", nameof(value)),
        };
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        var used = bytes.TrimStart((byte)0);
        WriteHead(type, used.Length);
        _bytes.Write(used);
    }

    private delegate void NumberWriter<T>(Span<byte> bytes, T number);

    private void WriteNumber<T>(int type, T number, NumberWriter<T> write, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        write(bytes, number);
        WriteHead(type, size);
        _bytes.Write(bytes[..size]);
    }

    private void WriteHead(int type, int size)
    {
        var high = type <= 7 ? type << 5 : 0;
        var (code, rest, count) = size < 29 ? (size, 0, 0) : size < 285 ? (29, size - 29, 1)
            : size < 65_821 ? (30, size - 285, 2) : (31, size - 65_821, 3);
        _bytes.Write([(byte)(high | code)]);
        if (type > 7) _bytes.Write([(byte)(type - 7)]);
        for (var i = count - 1; i >= 0; i--) _bytes.Write([(byte)(rest >> (8 * i))]);
    }
}
