-- Subjects, interned: an event names its subject with eight bytes, and erasing a person has one row to look for.
-- The hash is SubjectKey.StableHash(); it only finds candidates, the whole key decides.
CREATE TABLE "{schema}".subject (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash bigint NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    kind smallint NOT NULL,
    key text COLLATE "C" NOT NULL,
    UNIQUE (hash, tenant, kind, key));

-- The fence: one row per subject, made with it, moved by the commit that appends. Only unindexed columns change, and pages
-- keep room for that (HOT).
CREATE TABLE "{schema}".subject_head (
    subject bigint PRIMARY KEY,
    version bigint NOT NULL,
    commit_id uuid)
    WITH (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05);

-- A partition per month of recording. Versions are unique per subject because only the holder of the head's row lock appends;
-- a unique index over all partitions is not to be had without the partition's column.
CREATE TABLE "{schema}".event (
    subject bigint NOT NULL,
    version bigint NOT NULL,
    recorded timestamptz NOT NULL,
    xid xid8 NOT NULL,
    event_id_hash bigint NOT NULL,
    ordinal integer NOT NULL,
    type smallint NOT NULL,
    payload bytea NOT NULL,
    PRIMARY KEY (subject, version, recorded))
    PARTITION BY RANGE (recorded);

CREATE INDEX event_feed ON "{schema}".event (xid, ordinal);

-- What became of each commit, for a day: a writer that lost its connection sends the same id again.
CREATE TABLE "{schema}".commits (
    id uuid PRIMARY KEY,
    writer uuid NOT NULL,
    xid xid8 NOT NULL,
    lost integer[] NOT NULL,
    at timestamptz NOT NULL);

CREATE INDEX commits_at ON "{schema}".commits (at);

-- Only ever a cache of the events.
CREATE TABLE "{schema}".snapshot (
    subject bigint PRIMARY KEY REFERENCES "{schema}".subject (id) ON DELETE CASCADE,
    version bigint NOT NULL,
    plan_hash bigint NOT NULL,
    fold_code integer NOT NULL,
    payload bytea NOT NULL,
    checksum bigint NOT NULL);

-- Makes the partitions of this month and of some more; says up to when there are any. Attaching, unlike creating in place,
-- waits for no reader.
CREATE FUNCTION "{schema}".make_partitions(months_ahead integer) RETURNS timestamptz
LANGUAGE plpgsql AS $$
DECLARE
    month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
    partition text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('{schema} partitions', 0));
    FOR ahead IN 0 .. months_ahead LOOP
        partition := format('"{schema}".%I', 'event_' || to_char(month, 'YYYY_MM'));
        IF to_regclass(partition) IS NULL THEN
            EXECUTE format('CREATE TABLE %s (LIKE "{schema}".event INCLUDING ALL)', partition);
            EXECUTE format('ALTER TABLE "{schema}".event ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)',
                partition, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
        END IF;
        month := month + interval '1 month';
    END LOOP;
    RETURN month AT TIME ZONE 'UTC';
END
$$;

-- Finds subjects and makes those that are missing and may be made, with their heads; answers with their ids in the order asked, 0
-- for none. Two writers that make the same ones do so in the same order, so neither waits for the other in a circle.
CREATE FUNCTION "{schema}".intern_subjects(hashes bigint[], tenants text[], kinds smallint[], keys text[], are_new boolean[]) RETURNS bigint[]
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
BEGIN
    INSERT INTO "{schema}".subject (hash, tenant, kind, key)
    SELECT asked.hash, asked.tenant, asked.kind, asked.key
    FROM unnest(hashes, tenants, kinds, keys, are_new) AS asked (hash, tenant, kind, key, is_new)
    WHERE asked.is_new
      AND NOT EXISTS (SELECT FROM "{schema}".subject AS s WHERE (s.hash, s.tenant, s.kind, s.key) = (asked.hash, asked.tenant, asked.kind, asked.key))
    ORDER BY asked.hash, asked.tenant, asked.kind, asked.key
    ON CONFLICT DO NOTHING;

    -- A statement of its own, which sees what another writer made while the one above waited for it.
    INSERT INTO "{schema}".subject_head (subject, version)
    SELECT s.id, 0
    FROM unnest(hashes, tenants, kinds, keys) AS asked (hash, tenant, kind, key)
    JOIN "{schema}".subject AS s USING (hash, tenant, kind, key)
    WHERE NOT EXISTS (SELECT FROM "{schema}".subject_head AS h WHERE h.subject = s.id)
    ORDER BY s.id
    ON CONFLICT DO NOTHING;

    RETURN ARRAY(
        SELECT coalesce(s.id, 0)
        FROM unnest(hashes, tenants, kinds, keys) WITH ORDINALITY AS asked (hash, tenant, kind, key, place)
        LEFT JOIN "{schema}".subject AS s USING (hash, tenant, kind, key)
        ORDER BY asked.place);
END
$$;

-- One group commit. Each statement of the function has a snapshot of its own (it is volatile), so what a lock was waited for is
-- what the next statement reads; a single statement with CTEs would compare heads as they were before the wait.
-- Heads come once per subject: the version that the writer folded on, and the one that it moves to. Units are all or nothing.
CREATE FUNCTION "{schema}".append_events(
    new_commit uuid, new_writer uuid,
    head_subjects bigint[], head_units integer[], head_expected bigint[], head_moved bigint[],
    units integer[], subjects bigint[], versions bigint[], types smallint[], id_hashes bigint[], payloads bytea[],
    OUT lost_units integer[], OUT committed_at timestamptz)
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    moved_heads bigint;
BEGIN
    -- The id is the claim: the same commit sent twice waits here for the first sending and takes its result.
    INSERT INTO "{schema}".commits (id, writer, xid, lost, at)
    VALUES (new_commit, new_writer, pg_current_xact_id(), '{}', now())
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        SELECT c.lost, c.at INTO STRICT lost_units, committed_at FROM "{schema}".commits AS c WHERE c.id = new_commit;
        RETURN;
    END IF;

    committed_at := now();
    lost_units := '{}';
    BEGIN
        -- As good as always nobody was faster, and then moving the heads is comparing them. In order, so that writers do not wait in a
        -- circle; were a plan to change the order, the database would turn one of them away, which sends its commit again.
        UPDATE "{schema}".subject_head AS h
        SET version = wanted.moved, commit_id = new_commit
        FROM (SELECT * FROM unnest(head_subjects, head_expected, head_moved) ORDER BY 1) AS wanted (subject, expected, moved)
        WHERE h.subject = wanted.subject AND h.version = wanted.expected;
        GET DIAGNOSTICS moved_heads = ROW_COUNT;
        IF moved_heads < cardinality(head_subjects) THEN
            RAISE SQLSTATE 'PJ001';
        END IF;
    EXCEPTION WHEN SQLSTATE 'PJ001' THEN
        -- Undone. Some units have lost: which ones is found out with all heads held.
        PERFORM FROM "{schema}".subject_head AS h WHERE h.subject = ANY (head_subjects) ORDER BY h.subject FOR UPDATE;

        lost_units := ARRAY(
            SELECT DISTINCT wanted.unit
            FROM unnest(head_subjects, head_units, head_expected) AS wanted (subject, unit, expected)
            LEFT JOIN "{schema}".subject_head AS h ON h.subject = wanted.subject
            WHERE h.version IS DISTINCT FROM wanted.expected);

        UPDATE "{schema}".subject_head AS h
        SET version = wanted.moved, commit_id = new_commit
        FROM unnest(head_subjects, head_units, head_moved) AS wanted (subject, unit, moved)
        WHERE h.subject = wanted.subject AND wanted.unit <> ALL (lost_units);
    END;

    INSERT INTO "{schema}".event (subject, version, recorded, xid, event_id_hash, ordinal, type, payload)
    SELECT one.subject, one.version, now(), pg_current_xact_id(), one.id_hash, one.place - 1, one.type, one.payload
    FROM unnest(units, subjects, versions, types, id_hashes, payloads) WITH ORDINALITY
        AS one (unit, subject, version, type, id_hash, payload, place)
    WHERE one.unit <> ALL (lost_units);

    IF lost_units <> '{}' THEN
        UPDATE "{schema}".commits SET lost = lost_units WHERE id = new_commit;
    END IF;
END
$$;

-- Destroys a subject: its events, its head, its snapshot and its name. Whoever appends to it meanwhile waits for the lock and then finds no head.
CREATE FUNCTION "{schema}".erase_subject(of_hash bigint, of_tenant text, of_kind smallint, of_key text, OUT erased_id bigint, OUT erased_events bigint)
LANGUAGE plpgsql AS $$
BEGIN
    SELECT s.id INTO erased_id FROM "{schema}".subject AS s WHERE (s.hash, s.tenant, s.kind, s.key) = (of_hash, of_tenant, of_kind, of_key);
    PERFORM FROM "{schema}".subject_head AS h WHERE h.subject = erased_id FOR UPDATE;
    DELETE FROM "{schema}".event AS e WHERE e.subject = erased_id;
    GET DIAGNOSTICS erased_events = ROW_COUNT;
    DELETE FROM "{schema}".subject_head AS h WHERE h.subject = erased_id;
    DELETE FROM "{schema}".subject AS s WHERE s.id = erased_id;
END
$$;
