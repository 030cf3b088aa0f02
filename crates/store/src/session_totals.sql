-- The figures of every session, from facts alone.
WITH standing AS (
    SELECT s.* FROM sale s WHERE NOT EXISTS (SELECT 1 FROM sale_void v WHERE v.sale_id = s.id)
),
paid AS (
    SELECT s.session_id, p.* FROM payment p JOIN standing s ON s.id = p.sale_id
)
SELECT session_id, 'sales' AS figure, SUM (total + rounding) AS amount, COUNT (*) AS count FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'gross', SUM (subtotal), COUNT (*) FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'discounts', SUM (line_discounts + ticket_discount), COUNT (*) FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'rounding', SUM (rounding), COUNT (*) FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'taxable', SUM (taxable), COUNT (*) FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'exempt', SUM (exempt), COUNT (*) FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'unaffected', SUM (unaffected), COUNT (*) FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'igv', SUM (igv), COUNT (*) FROM standing GROUP BY session_id
UNION ALL SELECT session_id, 'icbper', SUM (icbper), COUNT (*) FROM standing GROUP BY session_id
UNION ALL
SELECT s.session_id, 'change',
       SUM ((SELECT coalesce (SUM (p.change), 0) FROM payment p WHERE p.sale_id = s.id)), COUNT (*)
FROM standing s GROUP BY s.session_id
UNION ALL
SELECT session_id,
       'cashier.' || lower (substr (hex (cashier_id), 1, 8) || '-' || substr (hex (cashier_id), 9, 4) || '-'
           || substr (hex (cashier_id), 13, 4) || '-' || substr (hex (cashier_id), 17, 4) || '-' || substr (hex (cashier_id), 21)),
       SUM (total + rounding), COUNT (*)
FROM standing GROUP BY session_id, cashier_id
UNION ALL SELECT session_id, 'tender.' || tender, SUM (amount), COUNT (*) FROM paid GROUP BY session_id, tender
UNION ALL
SELECT v.session_id, 'voids', SUM (s.total + s.rounding), COUNT (*)
FROM sale_void v JOIN sale s ON s.id = v.sale_id GROUP BY v.session_id
UNION ALL SELECT session_id, kind, SUM (amount), COUNT (*) FROM cash_movement GROUP BY session_id, kind
UNION ALL
SELECT session_id, 'drawer', 0, COUNT (*) FROM drawer_opening WHERE session_id IS NOT NULL AND sale_id IS NULL GROUP BY session_id
UNION ALL SELECT session_id, 'reprints', 0, COUNT (*) FROM reprint WHERE session_id IS NOT NULL GROUP BY session_id
UNION ALL SELECT session_id, 'refunds', SUM (paid_back), COUNT (*) FROM refund GROUP BY session_id
UNION ALL SELECT session_id, 'refund.' || tender, SUM (paid_back), COUNT (*) FROM refund GROUP BY session_id, tender
UNION ALL SELECT session_id, 'charges', SUM (paid), COUNT (*) FROM charge GROUP BY session_id
UNION ALL SELECT session_id, 'charge.' || tender, SUM (paid), COUNT (*) FROM charge GROUP BY session_id, tender
