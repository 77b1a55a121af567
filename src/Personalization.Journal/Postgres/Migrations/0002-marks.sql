-- Snapshots say which event is their last and in what order the events were received. Those of before do not, and are only a cache.
TRUNCATE "{schema}".snapshot;

ALTER TABLE "{schema}".snapshot
    ADD COLUMN event_id_hash bigint NOT NULL,
    ADD COLUMN last_received bigint NOT NULL,
    ADD COLUMN rises boolean NOT NULL;

-- Older profiles of a subject, where a look at the past may begin. Only ever a cache of the events, too.
CREATE TABLE "{schema}".mark (
    subject bigint NOT NULL REFERENCES "{schema}".subject (id) ON DELETE CASCADE,
    version bigint NOT NULL,
    event_id_hash bigint NOT NULL,
    plan_hash bigint NOT NULL,
    fold_code integer NOT NULL,
    last_received bigint NOT NULL,
    rises boolean NOT NULL,
    payload bytea NOT NULL,
    checksum bigint NOT NULL,
    PRIMARY KEY (subject, version));
