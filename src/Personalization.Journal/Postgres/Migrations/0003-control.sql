-- What operators decide, for all servers of this schema. One row that every change takes the lock of, so changes come one after the other. The
-- number is drawn anew by each and not counted: a fail-over may take changes back, and a count would then name another state by the same number.
CREATE TABLE "{schema}".control_revision (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    stamp bigint NOT NULL);

INSERT INTO "{schema}".control_revision (stamp) VALUES (1);

CREATE TABLE "{schema}".tenant (
    id text COLLATE "C" PRIMARY KEY,
    created timestamptz NOT NULL);

CREATE TABLE "{schema}".api_key (
    id text COLLATE "C" PRIMARY KEY,
    hash bytea NOT NULL UNIQUE,
    tenant text COLLATE "C" NOT NULL REFERENCES "{schema}".tenant (id),
    scopes integer NOT NULL,
    label text NOT NULL,
    created timestamptz NOT NULL,
    revoked timestamptz);

CREATE TABLE "{schema}".catalog (
    tenant text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    bundle bytea NOT NULL,
    published timestamptz NOT NULL,
    PRIMARY KEY (tenant, hash));

-- The key is what makes the active catalog of a tenant the only one.
CREATE TABLE "{schema}".active_catalog (
    tenant text COLLATE "C" PRIMARY KEY,
    hash text COLLATE "C" NOT NULL,
    FOREIGN KEY (tenant, hash) REFERENCES "{schema}".catalog (tenant, hash));

CREATE TABLE "{schema}".catalog_activation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    hash text COLLATE "C" NOT NULL,
    activated timestamptz NOT NULL,
    key_id text NOT NULL,
    is_forced boolean NOT NULL);

CREATE INDEX catalog_activation_of_tenant ON "{schema}".catalog_activation (tenant, id);

-- Rejected events change without the row above: they come with traffic, and nobody waits for them.
CREATE TABLE "{schema}".dead_letter (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant text COLLATE "C" NOT NULL,
    received timestamptz NOT NULL,
    message_id text,
    code text NOT NULL,
    path text NOT NULL,
    message text NOT NULL,
    raw text NOT NULL,
    is_cut boolean NOT NULL);

CREATE INDEX dead_letter_of_tenant ON "{schema}".dead_letter (tenant, id);

CREATE TABLE "{schema}".dead_letter_count (
    tenant text COLLATE "C" PRIMARY KEY,
    kept bigint NOT NULL,
    dropped bigint NOT NULL);
