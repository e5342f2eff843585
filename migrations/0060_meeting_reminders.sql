-- When each owner's calendar has to be looked at next for a reminder; a change of an event brings its owner's look forward.

CREATE TABLE meeting_looks (
  user_id text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  next_at timestamptz NOT NULL
);
CREATE INDEX meeting_looks_due ON meeting_looks (next_at);
CREATE INDEX events_updated_at ON events (updated_at);
