-- What was put there as sample data, so that all of it can be taken away and nothing else.
CREATE TABLE sample_items (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  kind text NOT NULL CHECK (kind IN ('event', 'contact', 'task')),
  item_id uuid NOT NULL,
  PRIMARY KEY (user_id, kind, item_id)
);
