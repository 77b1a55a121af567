-- How far each consumer of the feed came, shard by shard. The row is the fence too: it is locked first, compared, and moved in
-- the transaction that holds the effect.
CREATE TABLE "{schema}".projection_checkpoint (
    consumer text COLLATE "C" NOT NULL,
    shard smallint NOT NULL,
    version integer NOT NULL,
    position bigint NOT NULL,
    -- Where the feed ended when the consumer began, or began anew: at this place its rows are complete.
    complete_at bigint NOT NULL,
    PRIMARY KEY (consumer, shard))
    WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- What consumers made of the feed; can be made again from it. Keys sort as their bytes do, so a range of them is one read. Rows about a
-- subject have keys that begin with it, by which an erasure finds them.
CREATE TABLE "{schema}".projection_row (
    consumer text COLLATE "C" NOT NULL,
    key bytea NOT NULL,
    shard smallint NOT NULL,
    payload bytea NOT NULL,
    PRIMARY KEY (consumer, key, shard))
    WITH (fillfactor = 80);

-- As before, and now also destroys the rows about the subject that consumers made. Whoever applies a page holds its checkpoint; with
-- all of them held nobody writes back what is being destroyed.
CREATE OR REPLACE FUNCTION "{schema}".erase_subject(of_hash bigint, of_tenant text, of_kind smallint, of_key text, OUT erased_id bigint, OUT erased_events bigint)
LANGUAGE plpgsql AS $$
DECLARE
    -- The key's next byte, a zero, ends the subject's id.
    about bytea := convert_to(of_tenant, 'UTF8') || '\x00'::bytea || set_byte('\x00'::bytea, 0, of_kind) || convert_to(of_key, 'UTF8');
BEGIN
    SELECT s.id INTO erased_id FROM "{schema}".subject AS s WHERE (s.hash, s.tenant, s.kind, s.key) = (of_hash, of_tenant, of_kind, of_key);
    PERFORM FROM "{schema}".subject_head AS h WHERE h.subject = erased_id FOR UPDATE;
    DELETE FROM "{schema}".event AS e WHERE e.subject = erased_id;
    GET DIAGNOSTICS erased_events = ROW_COUNT;
    DELETE FROM "{schema}".subject_head AS h WHERE h.subject = erased_id;
    DELETE FROM "{schema}".subject AS s WHERE s.id = erased_id;

    PERFORM FROM "{schema}".projection_checkpoint AS c ORDER BY c.consumer, c.shard FOR UPDATE;
    DELETE FROM "{schema}".projection_row AS r
    USING (SELECT DISTINCT c.consumer FROM "{schema}".projection_checkpoint AS c) AS every
    WHERE r.consumer = every.consumer AND r.key >= about || '\x00'::bytea AND r.key < about || '\x01'::bytea;
END
$$;
