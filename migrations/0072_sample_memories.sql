-- The sample has memories too, and they leave with it.
ALTER TABLE sample_items DROP CONSTRAINT sample_items_kind_check;
ALTER TABLE sample_items ADD CONSTRAINT sample_items_kind_check CHECK (kind IN ('event', 'contact', 'task', 'mail', 'memory'));
