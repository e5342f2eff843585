-- What an owner looks like to visitors of their links: small, and without what a camera wrote into it.
CREATE TABLE profile_pictures (
  user_id text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  type text NOT NULL CHECK (type IN ('image/png', 'image/jpeg', 'image/webp')),
  -- Base64.
  picture text NOT NULL CHECK (length(picture) <= 1400000),
  updated_at timestamptz NOT NULL DEFAULT now()
);
