-- Addresses at which an owner's own calendar can be read by other programs. Only the hash of an address's secret is kept.

CREATE TABLE calendar_feeds (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  -- Null: all of the owner's calendars.
  calendar_id uuid REFERENCES calendars (id) ON DELETE CASCADE,
  name text NOT NULL,
  -- Everything, or only when the owner is busy.
  detail text NOT NULL CHECK (detail IN ('full', 'busy')),
  token_hash text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_read_at timestamptz
);
CREATE INDEX calendar_feeds_user_id ON calendar_feeds (user_id);
CREATE INDEX calendar_feeds_calendar_id ON calendar_feeds (calendar_id);
