-- Electronic documents, from their number to SUNAT's answer, and what comes back or is charged after a sale.

ALTER TABLE series ADD COLUMN first_number INTEGER NOT NULL DEFAULT 1;     -- a shop goes on where its last program stopped

CREATE TABLE fiscal_doc (                               -- fact
    seq              INTEGER PRIMARY KEY,
    id               BLOB    NOT NULL UNIQUE,
    environment      TEXT    NOT NULL,
    kind             TEXT    NOT NULL,
    series           TEXT    NOT NULL,
    number           INTEGER NOT NULL,
    till_id          BLOB    NOT NULL REFERENCES till (id),
    sale_id          BLOB    NOT NULL REFERENCES sale (id), -- the sale it tells, or the one it corrects
    refund_id        BLOB,                              -- what a credit note gives back
    charge_id        BLOB,                              -- what a debit note charges
    affected_id      BLOB    REFERENCES fiscal_doc (id),
    replaces_id      BLOB    REFERENCES fiscal_doc (id), -- the one it was issued anew for
    issued_at        INTEGER NOT NULL,
    business_date    TEXT    NOT NULL,
    regime           TEXT    NOT NULL,
    customer_id      BLOB,                              -- whose card it was made out by
    customer_doc     TEXT    NOT NULL,
    customer_number  TEXT,
    customer_name    TEXT,
    taxable          INTEGER NOT NULL,
    exempt           INTEGER NOT NULL,
    unaffected       INTEGER NOT NULL,
    free             INTEGER NOT NULL,
    free_igv         INTEGER NOT NULL,
    igv_rate         INTEGER NOT NULL,
    igv              INTEGER NOT NULL,
    icbper           INTEGER NOT NULL,
    total            INTEGER NOT NULL,
    reason_code      TEXT,
    reason           TEXT,
    UNIQUE (kind, series, number)
) STRICT;
CREATE INDEX fiscal_doc_series ON fiscal_doc (series, number);
CREATE INDEX fiscal_doc_sale ON fiscal_doc (sale_id);
CREATE INDEX fiscal_doc_day ON fiscal_doc (business_date, seq);
CREATE INDEX fiscal_doc_number ON fiscal_doc (number, seq);
CREATE INDEX fiscal_doc_affected ON fiscal_doc (affected_id) WHERE affected_id IS NOT NULL;
CREATE UNIQUE INDEX fiscal_doc_replaces ON fiscal_doc (replaces_id) WHERE replaces_id IS NOT NULL; -- replaced once

CREATE TABLE fiscal_file (                              -- fact: a resumen diario or a comunicación de baja, signed
    seq          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    environment  TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    made_on      TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    day          TEXT    NOT NULL,                      -- the one day of its documents
    at           INTEGER NOT NULL,
    UNIQUE (environment, kind, made_on, number)
) STRICT;

CREATE TABLE fiscal_file_line (                         -- fact
    file_id    BLOB    NOT NULL REFERENCES fiscal_file (id),
    line_no    INTEGER NOT NULL,
    doc_id     BLOB    NOT NULL REFERENCES fiscal_doc (id),
    condition  TEXT    NOT NULL,
    PRIMARY KEY (file_id, line_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX fiscal_file_line_doc ON fiscal_file_line (doc_id);

CREATE TABLE fiscal_event (                             -- fact: what happened to a document or a file
    seq      INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    subject  BLOB    NOT NULL,
    event    TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    user_id  BLOB,
    code     INTEGER,                                   -- SUNAT's
    text     TEXT,                                      -- SUNAT's words, a motive, or a ticket
    notes    TEXT    NOT NULL,                          -- observations, JSON
    file_id  BLOB,                                      -- the summary or communication that carried it
    digest   TEXT,                                      -- valor resumen of what was signed
    bytes    BLOB                                       -- the zip signed, or the zip of the constancia
) STRICT;
CREATE INDEX fiscal_event_subject ON fiscal_event (subject, seq);

CREATE TABLE fiscal_state (                             -- derived: where each document stands
    doc_seq     INTEGER PRIMARY KEY,
    doc_id      BLOB    NOT NULL UNIQUE,
    state       TEXT    NOT NULL,
    void_asked  INTEGER NOT NULL DEFAULT 0,
    at          INTEGER NOT NULL,
    code        INTEGER,
    text        TEXT,
    file_id     BLOB                                    -- the summary or communication it is under way in
) STRICT;
CREATE INDEX fiscal_state_state ON fiscal_state (state, doc_seq);
CREATE INDEX fiscal_state_void ON fiscal_state (doc_seq) WHERE void_asked = 1;

CREATE TABLE fiscal_file_state (                        -- derived: where each file stands
    file_id  BLOB    PRIMARY KEY,
    state    TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    ticket   TEXT,
    code     INTEGER,
    text     TEXT
) STRICT;
CREATE INDEX fiscal_file_state_state ON fiscal_file_state (state);

CREATE TABLE fiscal_wait (                              -- local: not before this instant
    subject   BLOB    PRIMARY KEY,                      -- a document or a file; the nil id is the line to SUNAT itself
    tries     INTEGER NOT NULL,
    next_try  INTEGER NOT NULL,
    error     TEXT                                      -- a person must act first, or what went wrong last
) STRICT;

CREATE TABLE fiscal_lookup (                            -- local: who has a document, as a register told it
    doc_type    TEXT    NOT NULL,
    doc_number  TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    address     TEXT,
    state       TEXT,
    condition   TEXT,
    at          INTEGER NOT NULL,
    PRIMARY KEY (doc_type, doc_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE refund (                                   -- fact: goods and money that came back after a sale
    seq          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    sale_id      BLOB    NOT NULL REFERENCES sale (id),
    session_id   BLOB    NOT NULL REFERENCES cash_session (id),
    at           INTEGER NOT NULL,
    user_id      BLOB    NOT NULL,
    approved_by  BLOB,
    reason_code  TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    tender       TEXT    NOT NULL,
    total        INTEGER NOT NULL,
    paid_back    INTEGER NOT NULL                       -- after cash rounding, in the customer's favour
) STRICT;
CREATE INDEX refund_sale ON refund (sale_id);
CREATE INDEX refund_session ON refund (session_id);

CREATE TABLE refund_line (                              -- fact
    refund_id  BLOB    NOT NULL REFERENCES refund (id),
    line_no    INTEGER NOT NULL,                        -- of the sale
    quantity   INTEGER NOT NULL CHECK (quantity > 0),
    restock    INTEGER NOT NULL,                        -- back on the shelf
    gross      INTEGER NOT NULL,
    net        INTEGER NOT NULL,
    base       INTEGER NOT NULL,
    igv        INTEGER NOT NULL,
    icbper     INTEGER NOT NULL,
    bags       INTEGER NOT NULL,
    PRIMARY KEY (refund_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE charge (                                   -- fact: what is charged on a sale afterwards
    seq          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    sale_id      BLOB    NOT NULL REFERENCES sale (id),
    session_id   BLOB    NOT NULL REFERENCES cash_session (id),
    at           INTEGER NOT NULL,
    user_id      BLOB    NOT NULL,
    approved_by  BLOB,
    kind         TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    tender       TEXT    NOT NULL,
    tax_class    TEXT    NOT NULL,
    base         INTEGER NOT NULL,
    igv          INTEGER NOT NULL,
    total        INTEGER NOT NULL CHECK (total > 0),
    paid         INTEGER NOT NULL                        -- after cash rounding, in the customer's favour
) STRICT;
CREATE INDEX charge_sale ON charge (sale_id);
CREATE INDEX charge_session ON charge (session_id);

CREATE TRIGGER fiscal_doc_no_update BEFORE UPDATE ON fiscal_doc BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER fiscal_doc_no_delete BEFORE DELETE ON fiscal_doc BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER fiscal_file_no_update BEFORE UPDATE ON fiscal_file BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER fiscal_file_no_delete BEFORE DELETE ON fiscal_file BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER fiscal_file_line_no_update BEFORE UPDATE ON fiscal_file_line BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER fiscal_file_line_no_delete BEFORE DELETE ON fiscal_file_line BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER fiscal_event_no_update BEFORE UPDATE ON fiscal_event BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER fiscal_event_no_delete BEFORE DELETE ON fiscal_event BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER refund_no_update BEFORE UPDATE ON refund BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER refund_no_delete BEFORE DELETE ON refund BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER refund_line_no_update BEFORE UPDATE ON refund_line BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER refund_line_no_delete BEFORE DELETE ON refund_line BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER charge_no_update BEFORE UPDATE ON charge BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER charge_no_delete BEFORE DELETE ON charge BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
