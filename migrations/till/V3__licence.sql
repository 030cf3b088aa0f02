-- The licence: what was taken in and what followed, and what the till must remember about time.

CREATE TABLE licence_file (                             -- fact: a file that changed what this till holds, to the byte
    seq         INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    device      BLOB    NOT NULL,                       -- the device that took it in: a lease is that machine's alone
    at          INTEGER NOT NULL,
    trusted_at  INTEGER NOT NULL,                       -- the same moment in trusted time
    user_id     BLOB,
    channel     TEXT    NOT NULL,                       -- file, qr, sync
    text        TEXT    NOT NULL
) STRICT;

CREATE TABLE licence_event (                            -- fact: what happened to this till's licence
    seq         INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    device      BLOB    NOT NULL,
    at          INTEGER NOT NULL,
    trusted_at  INTEGER NOT NULL,
    user_id     BLOB,
    event       TEXT    NOT NULL,
    word        TEXT    NOT NULL,                       -- the state entered, the code of a refusal, the name of a key
    number      INTEGER                                 -- days lent by a voice code
) STRICT;
CREATE INDEX licence_event_event ON licence_event (event, seq);

CREATE TABLE licence_memory (                           -- local: sealed by the key of this device
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    stamp  TEXT NOT NULL                                -- trusted time, first start, papers, voice codes and wrong tries
) STRICT;

ALTER TABLE cash_session ADD COLUMN returns_only INTEGER NOT NULL DEFAULT 0;   -- opened without a licence, to take goods back

CREATE TRIGGER licence_file_no_update BEFORE UPDATE ON licence_file BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER licence_file_no_delete BEFORE DELETE ON licence_file BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER licence_event_no_update BEFORE UPDATE ON licence_event BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER licence_event_no_delete BEFORE DELETE ON licence_event BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
