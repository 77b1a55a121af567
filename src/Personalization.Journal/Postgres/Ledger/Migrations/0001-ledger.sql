-- What hides whom the rest is about: docs/formats/erasures.md says how.
CREATE TABLE "{schema}".secret (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    bytes bytea NOT NULL);

-- The erasures that were done, in the order of their numbers.
CREATE TABLE "{schema}".erasure (
    id text COLLATE "C" PRIMARY KEY,
    number bigint GENERATED ALWAYS AS IDENTITY,
    at bigint NOT NULL,
    digest text COLLATE "C" NOT NULL,
    hash bigint NOT NULL,
    through bigint NOT NULL,
    events bigint NOT NULL,
    dead_letters bigint NOT NULL);

-- The one that is not done.
CREATE TABLE "{schema}".begun (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    id text COLLATE "C" NOT NULL,
    at bigint NOT NULL,
    subject bytea NOT NULL,
    head bigint);

-- Which subject belongs to which region.
CREATE TABLE "{schema}".pin (
    subject text COLLATE "C" PRIMARY KEY,
    region text COLLATE "C" NOT NULL);

-- Moves on with each change, so that processes read the pins only then.
CREATE TABLE "{schema}".pin_revision (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    stamp bigint NOT NULL);

INSERT INTO "{schema}".pin_revision (stamp) VALUES (0);
