-- Telling an owner by mail and by push: what is wanted when, and each delivery that is owed.

-- Owners who want a kind only elsewhere have its row all the same; the page leaves it out.
ALTER TABLE notifications ADD COLUMN in_app boolean NOT NULL DEFAULT true;
-- Whoever tells the same thing twice tells it once.
ALTER TABLE notifications ADD COLUMN once_key text;
CREATE UNIQUE INDEX notifications_once ON notifications (user_id, once_key) WHERE once_key IS NOT NULL;

-- So far a kind that wasn't wanted on the page wasn't mailed either.
INSERT INTO notification_preferences (user_id, kind, channel, wanted)
SELECT user_id, kind, 'email', false FROM notification_preferences WHERE channel = 'in-app' AND NOT wanted
ON CONFLICT DO NOTHING;

-- Only owners who changed something have a row.
CREATE TABLE notification_settings (
  user_id text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  -- Wall clocks in the owner's zone; both or neither.
  quiet_from text,
  quiet_until text,
  -- Kinds that don't wait for the end of the quiet hours; null = the usual ones.
  urgent text[],
  -- Wall clock of the daily digest; null = none.
  digest_time text,
  -- The instant of the next one, worked out by Node.
  digest_at timestamptz,
  -- Minutes before a meeting; null = no reminders.
  remind_minutes integer,
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL)),
  CHECK ((digest_time IS NULL) = (digest_at IS NULL))
);
CREATE INDEX notification_settings_digest ON notification_settings (digest_at) WHERE digest_at IS NOT NULL;

-- One row for each notification and channel beside the page: whoever claims it delivers it.
CREATE TABLE notification_deliveries (
  id uuid PRIMARY KEY,
  notification_id uuid NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  channel text NOT NULL,
  -- The end of the quiet hours it came in.
  due_at timestamptz NOT NULL,
  -- After this moment it would be of no use.
  useless_at timestamptz,
  -- When the outbox got it.
  handed_at timestamptz,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'kept', 'dropped', 'failed', 'unknown')),
  -- Why it wasn't sent.
  reason text,
  -- Push subscriptions that have it.
  reached uuid[] NOT NULL DEFAULT '{}',
  claimed_at timestamptz,
  settled_at timestamptz,
  UNIQUE (notification_id, channel)
);
CREATE INDEX notification_deliveries_due ON notification_deliveries (due_at) WHERE handed_at IS NULL;
CREATE INDEX notification_deliveries_user_id ON notification_deliveries (user_id);

-- One digest a day of the owner's calendar.
CREATE TABLE notification_digests (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  day text NOT NULL,
  -- What came in [since, until) and wasn't read.
  since timestamptz NOT NULL,
  until timestamptz NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'kept', 'dropped', 'failed', 'unknown')),
  reason text,
  claimed_at timestamptz,
  settled_at timestamptz,
  UNIQUE (user_id, day)
);
