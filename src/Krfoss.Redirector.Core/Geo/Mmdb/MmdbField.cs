namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>The data types of the format, numbered as the MaxMind DB specification 2.0 numbers them.</summary>
internal enum MmdbType
{
    Extended = 0,
    Pointer = 1,
    Text = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,
    Boolean = 14,
    Float = 15,
}

/// <summary>
/// The head of one value after pointers are followed. <paramref name="Size"/> counts bytes, but entries for maps
/// and arrays and is the value itself for booleans. A checked field's payload lies inside its section.
/// </summary>
/// <param name="Payload">Offset of the first payload byte in the section.</param>
/// <param name="Direct">False where a pointer led here: then the reading position is already
/// behind the pointer.</param>
internal readonly record struct MmdbField(MmdbType Type, int Size, int Payload, bool Direct)
{
    public bool IsContainer => Type is MmdbType.Map or MmdbType.Array;

    public int PayloadBytes => IsContainer || Type == MmdbType.Boolean ? 0 : Size;
}

/// <summary>
/// What one record may cost. Pointers let a few bytes name a structure of any size, so values and bytes are counted
/// while they are read; real records have some 200 values.
/// </summary>
internal struct MmdbBudget()
{
    public const int MaxDepth = 64;

    public int ValuesLeft { get; set; } = 4096;

    public int BytesLeft { get; set; } = 128 * 1024;
}
