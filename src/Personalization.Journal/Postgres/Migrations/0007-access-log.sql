-- Who did and read what. Rows come with traffic, without the lock of control_revision; they go by age, and an erasure takes out whom they were about.
CREATE TABLE "{schema}".access_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    tenant text COLLATE "C" NOT NULL,
    caller text COLLATE "C" NOT NULL,
    caller_name text,
    actor text COLLATE "C",
    act text COLLATE "C" NOT NULL,
    subject_kind smallint,
    subject_id text COLLATE "C",
    about text,
    status text NOT NULL);

CREATE INDEX access_log_of_tenant ON "{schema}".access_log (tenant, id);

CREATE INDEX access_log_of_subject ON "{schema}".access_log (tenant, subject_id, id) WHERE subject_id IS NOT NULL;

CREATE INDEX access_log_by_time ON "{schema}".access_log (at);
