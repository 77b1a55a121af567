-- Which silos are there. Names of tables, columns, parameters and query keys are those that Orleans' ADO.NET provider asks for; it reads
-- the statements themselves from the table below.
CREATE TABLE "{schema}".OrleansQuery (
    QueryKey text PRIMARY KEY,
    QueryText text NOT NULL);

-- One row per cluster. Whoever changes the members moves its version from the one that it has read, so changes come one after the other.
CREATE TABLE "{schema}".OrleansMembershipVersionTable (
    DeploymentId text COLLATE "C" PRIMARY KEY,
    Timestamp timestamptz NOT NULL DEFAULT now(),
    Version integer NOT NULL DEFAULT 0);

CREATE TABLE "{schema}".OrleansMembershipTable (
    DeploymentId text COLLATE "C" NOT NULL REFERENCES "{schema}".OrleansMembershipVersionTable (DeploymentId) ON DELETE CASCADE,
    Address text COLLATE "C" NOT NULL,
    Port integer NOT NULL,
    Generation integer NOT NULL,
    SiloName text NOT NULL,
    HostName text NOT NULL,
    Status integer NOT NULL,
    ProxyPort integer,
    SuspectTimes text,
    StartTime timestamptz NOT NULL,
    IAmAliveTime timestamptz NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation));

INSERT INTO "{schema}".OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $query$
    WITH begun AS (
        INSERT INTO "{schema}".OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT EXISTS (SELECT FROM begun)
$query$),
-- Where somebody was faster, the version has moved when the row's lock is had, and then nothing is inserted.
('InsertMembershipKey', $query$
    WITH moved AS (
        UPDATE "{schema}".OrleansMembershipVersionTable AS v SET Version = v.Version + 1, Timestamp = now()
        WHERE v.DeploymentId = @DeploymentId AND v.Version = @Version
          AND NOT EXISTS (
            SELECT FROM "{schema}".OrleansMembershipTable AS m
            WHERE (m.DeploymentId, m.Address, m.Port, m.Generation) = (@DeploymentId, @Address, @Port, @Generation))
        RETURNING v.DeploymentId),
    joined AS (
        INSERT INTO "{schema}".OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        SELECT moved.DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM moved
        RETURNING 1)
    SELECT EXISTS (SELECT FROM joined)
$query$),
('UpdateMembershipKey', $query$
    WITH moved AS (
        UPDATE "{schema}".OrleansMembershipVersionTable AS v SET Version = v.Version + 1, Timestamp = now()
        WHERE v.DeploymentId = @DeploymentId AND v.Version = @Version
          AND EXISTS (
            SELECT FROM "{schema}".OrleansMembershipTable AS m
            WHERE (m.DeploymentId, m.Address, m.Port, m.Generation) = (@DeploymentId, @Address, @Port, @Generation))
        RETURNING v.DeploymentId),
    changed AS (
        UPDATE "{schema}".OrleansMembershipTable AS m SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = @IAmAliveTime
        FROM moved WHERE (m.DeploymentId, m.Address, m.Port, m.Generation) = (moved.DeploymentId, @Address, @Port, @Generation)
        RETURNING 1)
    SELECT EXISTS (SELECT FROM changed)
$query$),
('UpdateIAmAlivetimeKey', $query$
    UPDATE "{schema}".OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
    WHERE (DeploymentId, Address, Port, Generation) = (@DeploymentId, @Address, @Port, @Generation)
$query$),
-- The version comes along with every row, and alone where there is none.
('MembershipReadRowKey', $query$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
    FROM "{schema}".OrleansMembershipVersionTable AS v
    LEFT JOIN "{schema}".OrleansMembershipTable AS m ON m.DeploymentId = v.DeploymentId AND (m.Address, m.Port, m.Generation) = (@Address, @Port, @Generation)
    WHERE v.DeploymentId = @DeploymentId
$query$),
('MembershipReadAllKey', $query$
    SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort, m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
    FROM "{schema}".OrleansMembershipVersionTable AS v
    LEFT JOIN "{schema}".OrleansMembershipTable AS m ON m.DeploymentId = v.DeploymentId
    WHERE v.DeploymentId = @DeploymentId
$query$),
('GatewaysQueryKey', $query$
    SELECT Address, ProxyPort, Generation FROM "{schema}".OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0
$query$),
-- 3 is SiloStatus.Active: a silo that counts as alive is never swept away, however old its last sign of life.
('CleanupDefunctSiloEntriesKey', $query$
    DELETE FROM "{schema}".OrleansMembershipTable WHERE DeploymentId = @DeploymentId AND IAmAliveTime < @IAmAliveTime AND Status <> 3
$query$),
('DeleteMembershipTableEntriesKey', $query$
    DELETE FROM "{schema}".OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId
$query$);
