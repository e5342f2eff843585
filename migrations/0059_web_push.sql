-- Browsers that an owner lets be told something, and the key by which push services know this server.

-- Keys of the server itself, the same for every process on this database; sealed with ENCRYPTION_KEY.
CREATE TABLE server_keys (
  name text PRIMARY KEY,
  sealed text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE push_subscriptions (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  -- A session that ends takes its browser's subscription along.
  session_id text REFERENCES session (id) ON DELETE CASCADE,
  -- A browser belongs to whoever allowed it last.
  endpoint_hash text NOT NULL UNIQUE,
  -- Endpoint and keys: whoever knew them could send to this browser.
  sealed text NOT NULL,
  label text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  reached_at timestamptz
);
CREATE INDEX push_subscriptions_user_id ON push_subscriptions (user_id);
CREATE INDEX push_subscriptions_session_id ON push_subscriptions (session_id) WHERE session_id IS NOT NULL;
