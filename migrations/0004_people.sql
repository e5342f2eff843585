-- The people an owner knows.

CREATE TABLE contacts (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  name text NOT NULL,
  -- Lower case.
  email text,
  phone text,
  zone text,
  notes text NOT NULL DEFAULT '',
  -- The name, lower case and without accents: what order and search by name go by.
  folded_name text NOT NULL,
  -- Folded name, address, phone and notes.
  search_text text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX contacts_email ON contacts (user_id, email) WHERE email IS NOT NULL;
CREATE INDEX contacts_in_order ON contacts (user_id, folded_name COLLATE "C", id);
CREATE INDEX contacts_search ON contacts USING gin (search_text gin_trgm_ops);
