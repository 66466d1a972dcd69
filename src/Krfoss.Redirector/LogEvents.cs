namespace Krfoss.Redirector;

/// <summary>
/// The event ids of all log lines, so that operators can filter by number and no number means two things.
/// Blocks of a hundred: 1000 host, 1100 importing, 1200 registry, 1300 publishing, 1400 geo, 1500 crawling,
/// 1600 redirect, 1700 lists, 1800 joining, 1900 statistics, 2000 API. A number that was used once is never used for
/// something else.
/// </summary>
internal static class LogEvents
{
    public const int Listening = 1000;
    public const int Draining = 1001;
    public const int Request = 1002;

    public const int CatalogLoaded = 1100;
    public const int CatalogReloaded = 1101;
    public const int CatalogRejected = 1102;
    public const int CatalogProblemFound = 1103;
    public const int CatalogEmpty = 1104;
    public const int CatalogAsServedAgain = 1106;
    public const int CatalogLookFailed = 1107;
    public const int CatalogRecorded = 1110;
    public const int CatalogRecordFailed = 1111;

    public const int RegistryReady = 1200;
    public const int RegistryUnavailable = 1201;
    public const int RegistryBack = 1202;
    public const int RegistryDamaged = 1203;
    public const int RegistryInUse = 1204;
    public const int RegistryReplaced = 1205;
    public const int ObservationsDropped = 1210;
    public const int ObservationsLeftBehind = 1211;
    public const int ObservationsFailed = 1212;
    public const int ObservationsDeleted = 1213;
    public const int ObservationUpkeepFailed = 1214;

    public const int SnapshotPublished = 1300;
    public const int SnapshotBuildFailed = 1301;
    public const int StateNotWritten = 1310;
    public const int StateWrittenAgain = 1311;
    public const int StateDamaged = 1312;

    public const int GeoInUse = 1400;
    public const int GeoRefused = 1401;
    public const int GeoMissing = 1402;
    public const int GeoOld = 1403;
    public const int GeoLookFailed = 1404;
    public const int GeoNotSaved = 1405;

    public const int IndexLearnt = 1500;
    public const int IndexNotRead = 1501;
    public const int IndexFollowingFailed = 1502;
    public const int IndexPublished = 1503;
    public const int IndexRootNotRead = 1504;
    public const int IndexPartNotRead = 1505;
    public const int IndexNotSigned = 1506;
    public const int DecompressionMissing = 1507;
    public const int MirrorVisitFailed = 1510;
    public const int MirrorAlarming = 1511;
    public const int CrawlFrozen = 1520;
    public const int CrawlThawed = 1521;
    public const int CrawlRecalled = 1530;
    public const int CrawlNotRecalled = 1531;
    public const int CrawlRecalledFromRegistry = 1532;

    public const int NameNotResolved = 1550;
    public const int SubnetsNotRead = 1551;
    public const int NetworkLookFailed = 1552;
    public const int DailyCapReached = 1553;
    public const int DailyCapOver = 1554;
    public const int TrafficNotRecalled = 1555;

    public const int DecisionFailed = 1600;

    public const int CheckedIn = 1800;
    public const int CheckInRefused = 1801;

    public const int TalliesLeftBehind = 1900;
    public const int TalliesFailed = 1901;

    public const int ApiFailed = 2000;
}
