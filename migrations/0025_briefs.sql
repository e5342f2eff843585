-- The daily brief: when each owner wants it, and every one that was written.

CREATE TABLE brief_settings (
  user_id text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  wanted boolean NOT NULL DEFAULT true,
  -- Wall clock in the owner's zone.
  local_time text NOT NULL DEFAULT '07:30',
  -- The instant of the next one, worked out by Node.
  next_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX brief_settings_due ON brief_settings (next_at) WHERE wanted;

CREATE TABLE briefs (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  -- The owner's local day it speaks of.
  day text NOT NULL,
  sentences jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, day)
);
