-- Connections to outside services, and the half-finished sign-ins to them.

CREATE TABLE user_integrations (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  integration_type text NOT NULL,
  -- Sealed (AES-256-GCM); never the tokens themselves.
  access_token text NOT NULL,
  refresh_token text,
  token_expires_at timestamptz,
  scopes text[] NOT NULL DEFAULT '{}',
  metadata jsonb NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  connected_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, integration_type)
);

-- OAuth state: kept as a hash, valid once, for ten minutes (RFC 6749 section 10.12, RFC 7636).
CREATE TABLE oauth_states (
  state_hash text PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  integration_type text NOT NULL,
  code_verifier text NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX oauth_states_expires_at ON oauth_states (expires_at);
CREATE INDEX oauth_states_user_id ON oauth_states (user_id);
