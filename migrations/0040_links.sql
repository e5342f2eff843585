-- Links that outsiders use to talk to an owner's delegate: their rules, who came, what was said, shown, held, booked and proposed.

CREATE TABLE links (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  -- SHA-256 of the token in the address; the token itself is told once and never stored.
  token_hash text NOT NULL UNIQUE,
  pin_hash text,
  name text NOT NULL,
  -- What the owner decided (LinkRulesSchema), but for the columns below, which are asked for in conditions.
  rules jsonb NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'revoked')),
  expires_at timestamptz,
  bookings_max integer,
  bookings_made integer NOT NULL DEFAULT 0,
  last_visit_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (bookings_max IS NULL OR bookings_made <= bookings_max)
);
CREATE INDEX links_in_order ON links (user_id, id DESC);

-- A row says that none of the owner's links works for now.
CREATE TABLE link_pauses (
  user_id text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  paused_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE link_visits (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  secret_hash text NOT NULL UNIQUE,
  -- Keyed hash of the address it came from: for counting, not for finding anybody.
  visitor_hash text NOT NULL,
  zone text NOT NULL,
  locale text NOT NULL,
  name text,
  email text,
  verified_email text,
  -- What the conversation is about so far.
  talk jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX link_visits_in_order ON link_visits (link_id, id DESC);
CREATE INDEX link_visits_user_id ON link_visits (user_id);
CREATE INDEX link_visits_last_seen ON link_visits (last_seen_at);

CREATE TABLE link_messages (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  visit_id uuid NOT NULL REFERENCES link_visits (id) ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('visitor', 'perin')),
  body text NOT NULL,
  slots jsonb NOT NULL DEFAULT '[]',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX link_messages_in_order ON link_messages (visit_id, id);
CREATE INDEX link_messages_user_id ON link_messages (user_id);
CREATE INDEX link_messages_link_id ON link_messages (link_id);

-- Which times were shown to whom: the privacy budget counts these, the owner reads them.
CREATE TABLE link_reveals (
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  visitor_hash text NOT NULL,
  day date NOT NULL,
  starts_at timestamptz NOT NULL,
  -- Null where a booking is moved out of its mail.
  visit_id uuid REFERENCES link_visits (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (link_id, visitor_hash, day, starts_at)
);
CREATE INDEX link_reveals_visit_id ON link_reveals (visit_id, starts_at);
CREATE INDEX link_reveals_user_id ON link_reveals (user_id);
CREATE INDEX link_reveals_created_at ON link_reveals (created_at);

-- A time kept for a visit while its form is filled in.
CREATE TABLE link_holds (
  visit_id uuid PRIMARY KEY REFERENCES link_visits (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX link_holds_user_id ON link_holds (user_id, expires_at);
CREATE INDEX link_holds_expires_at ON link_holds (expires_at);

CREATE TABLE link_codes (
  visit_id uuid PRIMARY KEY REFERENCES link_visits (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  email text NOT NULL,
  code_hash text NOT NULL,
  tries_left integer NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX link_codes_user_id ON link_codes (user_id);
CREATE INDEX link_codes_expires_at ON link_codes (expires_at);

CREATE TABLE link_bookings (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  -- Null when the visit has served its time.
  visit_id uuid REFERENCES link_visits (id) ON DELETE SET NULL,
  -- No foreign key: when the event is taken away, the visitor still has to be told.
  event_id uuid,
  state text NOT NULL CHECK (state IN ('waiting', 'booked', 'declined', 'cancelled')),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  zone text NOT NULL,
  locale text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  phone text,
  place text NOT NULL DEFAULT '',
  answers jsonb NOT NULL DEFAULT '[]',
  -- Grows with every mail about it (RFC 5545 SEQUENCE).
  sequence integer NOT NULL DEFAULT 0,
  ended_by text CHECK (ended_by IN ('visitor', 'owner')),
  request_hash text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (link_id, request_hash)
);
CREATE INDEX link_bookings_in_order ON link_bookings (link_id, id DESC);
CREATE INDEX link_bookings_of_owner ON link_bookings (user_id, starts_at);
CREATE INDEX link_bookings_visit_id ON link_bookings (visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX link_bookings_event_id ON link_bookings (event_id) WHERE event_id IS NOT NULL;

CREATE TABLE link_proposals (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  visit_id uuid REFERENCES link_visits (id) ON DELETE SET NULL,
  booking_id uuid REFERENCES link_bookings (id) ON DELETE SET NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'countered', 'accepted', 'declined', 'withdrawn')),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  counter_starts_at timestamptz,
  counter_ends_at timestamptz,
  zone text NOT NULL,
  locale text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL DEFAULT false,
  note text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX link_proposals_in_order ON link_proposals (link_id, id DESC);
CREATE INDEX link_proposals_waiting ON link_proposals (user_id, starts_at) WHERE state IN ('waiting', 'countered');
CREATE INDEX link_proposals_visit_id ON link_proposals (visit_id) WHERE visit_id IS NOT NULL;
CREATE INDEX link_proposals_booking_id ON link_proposals (booking_id) WHERE booking_id IS NOT NULL;
CREATE INDEX audit_log_subject ON audit_log (user_id, subject_id, id DESC) WHERE subject_id IS NOT NULL;
CREATE INDEX notifications_subject ON notifications (user_id, subject_id) WHERE subject_id IS NOT NULL;
