-- How far each consumer of the feed came, shard by shard. The row is the fence too: it is locked first, compared, and moved in
-- the transaction that holds the effect.
CREATE TABLE "{schema}".projection_checkpoint (
    consumer text COLLATE "C" NOT NULL,
    shard smallint NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (consumer, shard))
    WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- What consumers made of the feed; can be made again from it. Keys sort as their bytes do, so a range of them is one read.
CREATE TABLE "{schema}".projection_row (
    consumer text COLLATE "C" NOT NULL,
    key bytea NOT NULL,
    shard smallint NOT NULL,
    payload bytea NOT NULL,
    PRIMARY KEY (consumer, key, shard))
    WITH (fillfactor = 80);
