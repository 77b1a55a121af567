-- How far the journal is sealed. The row is the fence: whoever seals compares it with what was read, moves it, and holds it meanwhile.
CREATE TABLE "{schema}".audit_sealed (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    position bigint NOT NULL);

INSERT INTO "{schema}".audit_sealed (position) VALUES (0);

-- The head of each tenant's chain. A chain whose last blocks are gone is shorter than its head says.
CREATE TABLE "{schema}".audit_chain (
    tenant text COLLATE "C" PRIMARY KEY,
    block bigint NOT NULL,
    decisions bigint NOT NULL,
    position bigint NOT NULL,
    link bytea NOT NULL);

CREATE TABLE "{schema}".audit_block (
    tenant text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    first_decision bigint NOT NULL,
    last_decision bigint NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    positions bytea NOT NULL,
    digests bytea NOT NULL,
    previous bytea NOT NULL,
    link bytea NOT NULL,
    checksum bigint NOT NULL,
    PRIMARY KEY (tenant, number));

-- Hashes do not get smaller, and trying costs.
ALTER TABLE "{schema}".audit_block ALTER COLUMN digests SET STORAGE EXTERNAL;

-- The salts are not in the blocks: each goes with its subject, in the transaction that erases it, and no block is written again for that.
CREATE TABLE "{schema}".audit_salt (
    position bigint PRIMARY KEY,
    subject bigint NOT NULL REFERENCES "{schema}".subject (id) ON DELETE CASCADE,
    salt bytea NOT NULL CHECK (octet_length(salt) = 16));

CREATE INDEX audit_salt_of_subject ON "{schema}".audit_salt (subject);

-- Makes chains longer and says so, or changes nothing and says no, where the journal is not sealed up to the place that the caller has read on from. One
-- statement for the caller, so a caller that freezes in the middle holds nobody up.
CREATE FUNCTION "{schema}".seal_decisions(
    after_position bigint, new_position bigint,
    head_tenants text[], known_decisions bigint[], known_links bytea[], head_blocks bigint[], head_decisions bigint[], head_positions bigint[], head_links bytea[],
    block_tenants text[], numbers bigint[], first_decisions bigint[], last_decisions bigint[], first_positions bigint[], last_positions bigint[],
    block_positions bytea[], block_digests bytea[], previous_links bytea[], block_links bytea[], checksums bigint[],
    salt_positions bigint[], xids xid8[], ordinals integer[], salts bytea[])
RETURNS boolean
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    moved_heads bigint;
BEGIN
    PERFORM FROM "{schema}".audit_sealed AS m WHERE m.position = after_position FOR UPDATE;
    IF NOT FOUND THEN
        RETURN false;
    END IF;

    -- Somebody may hold an anchor of it a moment later, so it has to outlive a crash.
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;

    INSERT INTO "{schema}".audit_chain (tenant, block, decisions, position, link)
    SELECT one.tenant, 0, 0, 0, one.link
    FROM unnest(head_tenants, known_decisions, known_links) AS one (tenant, decisions, link)
    WHERE one.decisions = 0
    ON CONFLICT DO NOTHING;

    UPDATE "{schema}".audit_chain AS c
    SET block = one.block, decisions = one.decisions, position = one.position, link = one.link
    FROM unnest(head_tenants, known_decisions, known_links, head_blocks, head_decisions, head_positions, head_links)
        AS one (tenant, known_decisions, known_link, block, decisions, position, link)
    WHERE c.tenant = one.tenant AND c.decisions = one.known_decisions AND c.link = one.known_link;
    GET DIAGNOSTICS moved_heads = ROW_COUNT;
    IF moved_heads < cardinality(head_tenants) THEN
        RAISE SQLSTATE 'PA001';
    END IF;

    INSERT INTO "{schema}".audit_block
        (tenant, number, first_decision, last_decision, first_position, last_position, positions, digests, previous, link, checksum)
    SELECT *
    FROM unnest(
        block_tenants, numbers, first_decisions, last_decisions, first_positions, last_positions, block_positions, block_digests, previous_links, block_links, checksums)
    ON CONFLICT (tenant, number) DO UPDATE
    SET last_decision = excluded.last_decision, last_position = excluded.last_position, positions = excluded.positions, digests = excluded.digests,
        link = excluded.link, checksum = excluded.checksum;

    -- A subject that is being erased is waited for; one that is gone has no salt any more, and its decision is sealed as an erased one.
    INSERT INTO "{schema}".audit_salt (position, subject, salt)
    SELECT one.position, s.id, one.salt
    FROM unnest(salt_positions, xids, ordinals, salts) AS one (position, xid, ordinal, salt)
    JOIN "{schema}".event AS e ON e.xid = one.xid AND e.ordinal = one.ordinal
    JOIN "{schema}".subject AS s ON s.id = e.subject
    FOR KEY SHARE OF s;

    UPDATE "{schema}".audit_sealed SET position = new_position;
    RETURN true;
END
$$;
