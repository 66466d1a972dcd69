using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Krfoss.Redirector.Publishing;

/// <summary>
/// Brings a renaming to the disk: a file's new name stands in its folder, and that is written of itself only later.
/// .NET opens no folders, so the C library does.
/// </summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        // Windows opens no folder this way, and has no such call.
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return;
        using var handle = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"{folder} cannot be opened, error {Marshal.GetLastPInvokeError()}");
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
