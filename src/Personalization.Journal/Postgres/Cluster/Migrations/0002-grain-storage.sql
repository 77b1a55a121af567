-- The state of control grains. The hashes find a row; the whole key decides. An extension that is missing is another one than an empty one.
CREATE TABLE "{schema}".OrleansStorage (
    GrainIdHash integer NOT NULL,
    GrainIdN0 bigint NOT NULL,
    GrainIdN1 bigint NOT NULL,
    GrainTypeHash integer NOT NULL,
    GrainTypeString text COLLATE "C" NOT NULL,
    GrainIdExtensionString text COLLATE "C",
    ServiceId text COLLATE "C" NOT NULL,
    PayloadBinary bytea,
    ModifiedOn timestamptz NOT NULL,
    Version integer NOT NULL);

CREATE UNIQUE INDEX OrleansStorage_key ON "{schema}".OrleansStorage
    (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, coalesce('.' || GrainIdExtensionString, ''));

INSERT INTO "{schema}".OrleansQuery (QueryKey, QueryText) VALUES
('ReadFromStorageKey', $query$
    SELECT PayloadBinary, Version FROM "{schema}".OrleansStorage
    WHERE (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, coalesce('.' || GrainIdExtensionString, ''))
        = (@GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @ServiceId, coalesce('.' || @GrainIdExtensionString, ''))
$query$),
-- Gives the new version; no row where another one was stored than the one that the writer had read.
('WriteToStorageKey', $query$
    WITH changed AS (
        UPDATE "{schema}".OrleansStorage SET PayloadBinary = @PayloadBinary, ModifiedOn = now(), Version = Version + 1
        WHERE (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, coalesce('.' || GrainIdExtensionString, ''))
            = (@GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @ServiceId, coalesce('.' || @GrainIdExtensionString, ''))
          AND Version = @GrainStateVersion
        RETURNING Version),
    begun AS (
        INSERT INTO "{schema}".OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, PayloadBinary, ModifiedOn, Version)
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId, @PayloadBinary, now(), 1
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT DO NOTHING
        RETURNING Version)
    SELECT Version AS NewGrainStateVersion FROM changed UNION ALL SELECT Version FROM begun
$query$),
-- The row stays with its version, so that nobody who read an older state can write over the clearing.
('ClearStorageKey', $query$
    UPDATE "{schema}".OrleansStorage SET PayloadBinary = NULL, ModifiedOn = now(), Version = Version + 1
    WHERE (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, coalesce('.' || GrainIdExtensionString, ''))
        = (@GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @ServiceId, coalesce('.' || @GrainIdExtensionString, ''))
      AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion
$query$),
('DeleteStorageKey', $query$
    DELETE FROM "{schema}".OrleansStorage
    WHERE (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, ServiceId, coalesce('.' || GrainIdExtensionString, ''))
        = (@GrainIdHash, @GrainTypeHash, @GrainIdN0, @GrainIdN1, @GrainTypeString, @ServiceId, coalesce('.' || @GrainIdExtensionString, ''))
      AND Version = @GrainStateVersion
    RETURNING Version + 1 AS NewGrainStateVersion
$query$);
