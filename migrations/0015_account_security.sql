-- Links that work once, second factors, passkeys and API keys. Tokens, codes and keys are kept as hashes, TOTP secrets sealed.

-- When this session last proved who it is: dangerous changes ask again after a while.
ALTER TABLE session ADD COLUMN confirmed_at timestamptz NOT NULL DEFAULT now();
UPDATE session SET confirmed_at = created_at;

-- The address that another provider knows this account by.
ALTER TABLE account ADD COLUMN email text;

CREATE TABLE identity_tokens (
  hash text PRIMARY KEY,
  kind text NOT NULL,
  -- Null while nobody is known yet (sign-in by passkey or Google).
  user_id text REFERENCES "user" (id) ON DELETE CASCADE,
  data jsonb NOT NULL DEFAULT '{}',
  tries_left smallint NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX identity_tokens_expires_at ON identity_tokens (expires_at);
CREATE INDEX identity_tokens_user_id_kind ON identity_tokens (user_id, kind);

CREATE TABLE authenticators (
  user_id text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  sealed_secret text NOT NULL,
  -- Null until the first code has been typed.
  enabled_at timestamptz,
  -- The time step of the last code taken, so that none works twice (RFC 6238 section 5.2).
  last_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  hash text NOT NULL,
  PRIMARY KEY (user_id, hash)
);

CREATE TABLE passkeys (
  -- The credential's own id, base64url.
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  name text NOT NULL,
  public_key text NOT NULL,
  counter bigint NOT NULL,
  transports jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX passkeys_user_id ON passkeys (user_id);

CREATE TABLE api_keys (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  name text NOT NULL,
  hash text NOT NULL UNIQUE,
  -- The first characters, by which its owner recognises it.
  start text NOT NULL,
  scopes jsonb NOT NULL,
  expires_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);
CREATE INDEX api_keys_user_id ON api_keys (user_id, created_at DESC);
