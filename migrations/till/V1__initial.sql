-- The till's store. Three kinds of table:
--   facts      inserted once; triggers refuse UPDATE and DELETE
--   registers  the last value of each field, every change of which is an operation in the log
--   derived    running totals and indexes, rebuilt from facts and registers at will
--   local      drafts, queues and secrets of this device; never in the log
-- Money is INTEGER céntimos, quantities INTEGER thousandths, percentages INTEGER basis points,
-- instants INTEGER milliseconds UTC, days TEXT YYYY-MM-DD in Lima, ids BLOB UUIDs.

-- ---------------------------------------------------------------- log

CREATE TABLE device (                                   -- local
    one           INTEGER PRIMARY KEY CHECK (one = 1),
    id            BLOB    NOT NULL,
    epoch         INTEGER NOT NULL,
    last_n        INTEGER NOT NULL,
    last_hash     BLOB    NOT NULL,
    hlc           INTEGER NOT NULL,
    till_id       BLOB    NOT NULL,
    series_epoch  INTEGER NOT NULL,                     -- the epoch its series were opened in; behind `epoch`: new ones are due
    z_floor       INTEGER NOT NULL                      -- no Z up to this number is given out again
) STRICT;

CREATE TABLE oplog (                                    -- fact
    seq   INTEGER PRIMARY KEY,
    dev   BLOB    NOT NULL,
    ep    INTEGER NOT NULL,
    n     INTEGER NOT NULL,
    line  BLOB    NOT NULL,
    hash  BLOB    NOT NULL,
    UNIQUE (dev, ep, n)
) STRICT;

CREATE TABLE audit (                                    -- fact
    seq       INTEGER PRIMARY KEY,
    id        BLOB    NOT NULL UNIQUE,
    at        INTEGER NOT NULL,
    user_id   BLOB,
    approver  BLOB,
    device    BLOB    NOT NULL,
    action    TEXT    NOT NULL,
    entity    BLOB,
    before    TEXT    NOT NULL,
    after     TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_entity ON audit (entity);

CREATE TABLE idempotency (                              -- local
    key          TEXT    PRIMARY KEY,
    action       TEXT    NOT NULL,
    fingerprint  BLOB    NOT NULL,
    answer       TEXT    NOT NULL,
    at           INTEGER NOT NULL
) STRICT;
CREATE INDEX idempotency_at ON idempotency (at);

-- ---------------------------------------------------------------- people and settings

CREATE TABLE user (                                     -- register
    id      BLOB    PRIMARY KEY,
    name    TEXT    NOT NULL,
    role    TEXT    NOT NULL,
    active  INTEGER NOT NULL
) STRICT;

CREATE TABLE pin (                                      -- local
    user_id     BLOB    PRIMARY KEY REFERENCES user (id),
    hash        TEXT    NOT NULL,
    failed      INTEGER NOT NULL DEFAULT 0,
    wait_until  INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE setting (                                  -- register: one row a concern (shop, printer, ceilings)
    id    BLOB PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    body  TEXT NOT NULL
) STRICT;

CREATE TABLE till (                                     -- register
    id      BLOB    PRIMARY KEY,
    name    TEXT    NOT NULL,
    number  INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TABLE series (                                   -- register, but for last_number, which is derived
    id           BLOB    PRIMARY KEY,
    series       TEXT    NOT NULL UNIQUE,
    doc_kind     TEXT    NOT NULL,
    till_id      BLOB    NOT NULL REFERENCES till (id),
    last_number  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (till_id, doc_kind)
) STRICT;

-- ---------------------------------------------------------------- catalogue

CREATE TABLE category (                                 -- register
    id    BLOB PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;

CREATE TABLE product (                                  -- register
    seq             INTEGER PRIMARY KEY,
    id              BLOB    NOT NULL UNIQUE,
    sku             TEXT    NOT NULL UNIQUE,
    name            TEXT    NOT NULL,
    short_name      TEXT,
    category_id     BLOB    REFERENCES category (id),
    brand           TEXT,
    kind            TEXT    NOT NULL,
    tax_class       TEXT    NOT NULL,
    weighed         INTEGER NOT NULL,
    base_unit       TEXT    NOT NULL,
    tracks_stock    INTEGER NOT NULL,
    min_stock       INTEGER,
    cost            INTEGER,
    quick_position  INTEGER,
    active          INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    updated_by      BLOB,
    sort_name       TEXT    NOT NULL,                   -- derived: the name as the alphabet orders it
    words           TEXT    NOT NULL                    -- derived: what it is found by, folded, a blank before each word
) STRICT;
CREATE INDEX product_sort ON product (active, sort_name, seq);
CREATE INDEX product_category ON product (category_id, active, sort_name, seq);
CREATE INDEX product_quick ON product (quick_position) WHERE quick_position IS NOT NULL;

CREATE TABLE presentation (                             -- register
    id               BLOB    PRIMARY KEY,
    product_id       BLOB    NOT NULL REFERENCES product (id),
    position         INTEGER NOT NULL,
    name             TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    factor           INTEGER NOT NULL,
    price            INTEGER NOT NULL,
    wholesale_price  INTEGER,
    wholesale_from   INTEGER,
    active           INTEGER NOT NULL
) STRICT;
CREATE INDEX presentation_product ON presentation (product_id, active DESC, position);

CREATE TABLE barcode (                                  -- register (a field of its presentation)
    code             TEXT PRIMARY KEY,
    presentation_id  BLOB NOT NULL REFERENCES presentation (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX barcode_presentation ON barcode (presentation_id);

CREATE VIRTUAL TABLE product_words USING fts5 (         -- derived; rowid = product.seq
    text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);
CREATE VIRTUAL TABLE product_trigrams USING fts5 (      -- derived; rowid = product.seq
    text, content = '', contentless_delete = 1, tokenize = 'trigram remove_diacritics 1'
);
CREATE VIRTUAL TABLE trigram_count USING fts5vocab ('product_trigrams', 'row');
CREATE TABLE product_rank (                             -- derived: how often the shop sells it
    seq     INTEGER PRIMARY KEY,
    sold    INTEGER NOT NULL,
    active  INTEGER NOT NULL
) STRICT;
CREATE INDEX product_rank_sold ON product_rank (sold DESC, seq) WHERE active = 1 AND sold > 0;

CREATE TABLE stock_movement (                           -- fact
    seq         INTEGER PRIMARY KEY,
    doc_id      BLOB    NOT NULL,
    line_no     INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    product_id  BLOB    NOT NULL REFERENCES product (id),
    quantity    INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    user_id     BLOB    NOT NULL,
    reference   TEXT,
    reason      TEXT,
    UNIQUE (doc_id, line_no, kind)
) STRICT;
CREATE INDEX stock_movement_product ON stock_movement (product_id, seq);

CREATE TABLE stock_level (                              -- derived
    product_id  BLOB    PRIMARY KEY REFERENCES product (id),
    on_hand     INTEGER NOT NULL
) STRICT;

-- ---------------------------------------------------------------- customers

CREATE TABLE customer (                                 -- register
    seq         INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    doc_type    TEXT    NOT NULL,
    doc_number  TEXT,
    name        TEXT    NOT NULL,
    alias       TEXT,
    phone       TEXT,
    address     TEXT,
    email       TEXT,
    UNIQUE (doc_type, doc_number)
) STRICT;
CREATE VIRTUAL TABLE customer_words USING fts5 (        -- derived; rowid = customer.seq
    text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4'
);

-- ---------------------------------------------------------------- cash

CREATE TABLE cash_session (                             -- fact
    id             BLOB    PRIMARY KEY,
    till_id        BLOB    NOT NULL REFERENCES till (id),
    opened_at      INTEGER NOT NULL,
    opened_by      BLOB    NOT NULL,
    business_date  TEXT    NOT NULL,
    float          INTEGER NOT NULL
) STRICT;

CREATE TABLE open_session (                             -- derived: at most one a till
    till_id     BLOB PRIMARY KEY,
    session_id  BLOB NOT NULL UNIQUE REFERENCES cash_session (id)
) STRICT;

CREATE TABLE session_total (                            -- derived
    session_id  BLOB    NOT NULL REFERENCES cash_session (id),
    figure      TEXT    NOT NULL,
    amount      INTEGER NOT NULL,
    count       INTEGER NOT NULL,
    PRIMARY KEY (session_id, figure)
) STRICT, WITHOUT ROWID;

CREATE TABLE cash_movement (                            -- fact
    seq          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    session_id   BLOB    NOT NULL REFERENCES cash_session (id),
    kind         TEXT    NOT NULL,
    amount       INTEGER NOT NULL CHECK (amount > 0),
    reason       TEXT    NOT NULL,
    at           INTEGER NOT NULL,
    user_id      BLOB    NOT NULL,
    approved_by  BLOB
) STRICT;
CREATE INDEX cash_movement_session ON cash_movement (session_id, seq);

CREATE TABLE drawer_opening (                           -- fact
    id          BLOB    PRIMARY KEY,
    session_id  BLOB,
    sale_id     BLOB,
    at          INTEGER NOT NULL,
    user_id     BLOB    NOT NULL,
    reason      TEXT    NOT NULL
) STRICT;

CREATE TABLE cash_close (                               -- fact
    session_id     BLOB    PRIMARY KEY REFERENCES cash_session (id),
    till_id        BLOB    NOT NULL,
    z_number       INTEGER NOT NULL,
    closed_at      INTEGER NOT NULL,
    closed_by      BLOB    NOT NULL,
    business_date  TEXT    NOT NULL,
    sales          INTEGER NOT NULL,
    total          INTEGER NOT NULL,
    difference     INTEGER NOT NULL,
    figures        TEXT    NOT NULL,
    UNIQUE (till_id, z_number)
) STRICT;

-- ---------------------------------------------------------------- sales

CREATE TABLE cart (                                     -- local: open and held drafts
    id          BLOB    PRIMARY KEY,
    till_id     BLOB    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('open', 'held')),
    body        TEXT    NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cart_one_open ON cart (till_id) WHERE state = 'open';

CREATE TABLE sale (                                     -- fact
    seq              INTEGER PRIMARY KEY,
    id               BLOB    NOT NULL UNIQUE,
    till_id          BLOB    NOT NULL REFERENCES till (id),
    session_id       BLOB    NOT NULL REFERENCES cash_session (id),
    doc_kind         TEXT    NOT NULL,
    series           TEXT    NOT NULL,
    number           INTEGER NOT NULL,
    at               INTEGER NOT NULL,
    business_date    TEXT    NOT NULL,
    cashier_id       BLOB    NOT NULL,
    customer_id      BLOB,
    customer_doc     TEXT,
    customer_number  TEXT,
    customer_name    TEXT,
    subtotal         INTEGER NOT NULL,
    line_discounts   INTEGER NOT NULL,
    ticket_discount  INTEGER NOT NULL,
    discount_reason  TEXT,
    discount_by      BLOB,
    taxable          INTEGER NOT NULL,
    exempt           INTEGER NOT NULL,
    unaffected       INTEGER NOT NULL,
    igv_rate         INTEGER NOT NULL,
    igv              INTEGER NOT NULL,
    icbper           INTEGER NOT NULL,
    bags             INTEGER NOT NULL,
    total            INTEGER NOT NULL,
    rounding         INTEGER NOT NULL,
    lines            INTEGER NOT NULL,
    UNIQUE (series, number)
) STRICT;
CREATE INDEX sale_day ON sale (business_date, seq);
CREATE INDEX sale_number ON sale (number, seq);
CREATE INDEX sale_session ON sale (session_id, series, number);

CREATE TABLE sale_line (                                -- fact
    sale_id          BLOB    NOT NULL REFERENCES sale (id),
    line_no          INTEGER NOT NULL,
    product_id       BLOB    NOT NULL REFERENCES product (id),
    presentation_id  BLOB    NOT NULL REFERENCES presentation (id),
    name             TEXT    NOT NULL,
    detail           TEXT    NOT NULL,
    unit             TEXT    NOT NULL,
    quantity         INTEGER NOT NULL,
    base_quantity    INTEGER NOT NULL,
    list_price       INTEGER NOT NULL,
    unit_price       INTEGER NOT NULL,
    price_source     TEXT    NOT NULL,
    price_reason     TEXT,
    price_by         BLOB,
    gross            INTEGER NOT NULL,
    discount         INTEGER NOT NULL,
    discount_reason  TEXT,
    discount_by      BLOB,
    ticket_discount  INTEGER NOT NULL,
    tax_class        TEXT    NOT NULL,
    base             INTEGER NOT NULL,
    igv              INTEGER NOT NULL,
    icbper           INTEGER NOT NULL,
    cost             INTEGER,
    tracks_stock     INTEGER NOT NULL,
    PRIMARY KEY (sale_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment (                                  -- fact
    sale_id         BLOB    NOT NULL REFERENCES sale (id),
    line_no         INTEGER NOT NULL,
    tender          TEXT    NOT NULL,
    amount          INTEGER NOT NULL,
    received        INTEGER,
    change          INTEGER,
    operation_code  TEXT,
    business_date   TEXT    NOT NULL,
    PRIMARY KEY (sale_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE payment_code (                             -- derived: operation codes of standing sales, the first to use each
    tender   TEXT NOT NULL,
    code     TEXT NOT NULL,
    day      TEXT NOT NULL,
    sale_id  BLOB NOT NULL REFERENCES sale (id),
    PRIMARY KEY (tender, code, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale_void (                                -- fact
    sale_id      BLOB    PRIMARY KEY REFERENCES sale (id),
    session_id   BLOB    NOT NULL REFERENCES cash_session (id),
    at           INTEGER NOT NULL,
    user_id      BLOB    NOT NULL,
    approved_by  BLOB,
    reason       TEXT    NOT NULL
) STRICT;

CREATE TABLE reprint (                                  -- fact
    id          BLOB    PRIMARY KEY,
    sale_id     BLOB    NOT NULL REFERENCES sale (id),
    session_id  BLOB    REFERENCES cash_session (id),
    at          INTEGER NOT NULL,
    user_id     BLOB    NOT NULL
) STRICT;
CREATE INDEX reprint_sale ON reprint (sale_id);

-- ---------------------------------------------------------------- printing

CREATE TABLE print_job (                                -- local
    seq          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE,
    title        TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_try     INTEGER NOT NULL,
    error        TEXT,
    sale_id      BLOB,
    copy         INTEGER NOT NULL DEFAULT 0,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    payload      TEXT    NOT NULL                       -- last: what a list reads stays on the row's first page
) STRICT;
CREATE INDEX print_job_waiting ON print_job (seq) WHERE state IN ('queued', 'sending', 'asks');
CREATE INDEX print_job_sale ON print_job (sale_id) WHERE sale_id IS NOT NULL;

-- ---------------------------------------------------------------- facts are immutable

CREATE TRIGGER oplog_no_update BEFORE UPDATE ON oplog BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER oplog_no_delete BEFORE DELETE ON oplog BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER stock_movement_no_update BEFORE UPDATE ON stock_movement BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER stock_movement_no_delete BEFORE DELETE ON stock_movement BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER cash_session_no_update BEFORE UPDATE ON cash_session BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER cash_session_no_delete BEFORE DELETE ON cash_session BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER cash_movement_no_update BEFORE UPDATE ON cash_movement BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER cash_movement_no_delete BEFORE DELETE ON cash_movement BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER drawer_opening_no_update BEFORE UPDATE ON drawer_opening BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER drawer_opening_no_delete BEFORE DELETE ON drawer_opening BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER cash_close_no_update BEFORE UPDATE ON cash_close BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER cash_close_no_delete BEFORE DELETE ON cash_close BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER sale_no_update BEFORE UPDATE ON sale BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER sale_no_delete BEFORE DELETE ON sale BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER sale_line_no_update BEFORE UPDATE ON sale_line BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER sale_line_no_delete BEFORE DELETE ON sale_line BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER sale_void_no_update BEFORE UPDATE ON sale_void BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER sale_void_no_delete BEFORE DELETE ON sale_void BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER reprint_no_update BEFORE UPDATE ON reprint BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
CREATE TRIGGER reprint_no_delete BEFORE DELETE ON reprint BEGIN SELECT RAISE (ABORT, 'fact is immutable'); END;
