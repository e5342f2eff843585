-- Calendars, events and series, time that must not be booked twice, and what has to survive a change: undo, delivery, answers given.

CREATE TABLE calendars (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  name text NOT NULL,
  color text NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  -- Null: the zone of the owner's profile.
  zone text,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX calendars_default ON calendars (user_id) WHERE is_default;
CREATE INDEX calendars_of_owner ON calendars (user_id, created_at);

CREATE TABLE events (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  calendar_id uuid NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
  title text NOT NULL,
  description text NOT NULL DEFAULT '',
  location text NOT NULL DEFAULT '',
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  all_day boolean NOT NULL DEFAULT false,
  -- An all-day event is these dates (both inclusive) in its zone; the instants above only make it findable.
  start_date date,
  end_date date,
  zone text NOT NULL,
  status text NOT NULL DEFAULT 'confirmed' CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
  show_as text NOT NULL DEFAULT 'busy' CHECK (show_as IN ('busy', 'free', 'out-of-office')),
  attendees jsonb NOT NULL DEFAULT '[]',
  guests jsonb NOT NULL DEFAULT '[]',
  rrule text,
  exdates text[] NOT NULL DEFAULT '{}',
  -- End of the last occurrence; null when a series has no end, or none that could be worked out.
  recurs_until timestamptz,
  -- An occurrence that was changed on its own: which series, and when it would have started.
  series_id uuid REFERENCES events (id) ON DELETE CASCADE,
  original_starts_at timestamptz,
  -- Made by booking: its time is in busy_slots.
  holds_time boolean NOT NULL DEFAULT false,
  -- Further owners of this server whose time it takes.
  hosts text[] NOT NULL DEFAULT '{}',
  version integer NOT NULL DEFAULT 1,
  sequence integer NOT NULL DEFAULT 0,
  origin text NOT NULL DEFAULT 'perin',
  -- Folded words of title, place, notes and people, for search.
  search_text text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (ends_at >= starts_at),
  CHECK (all_day = (start_date IS NOT NULL AND end_date IS NOT NULL)),
  CHECK ((series_id IS NULL) = (original_starts_at IS NULL)),
  CHECK (series_id IS NULL OR rrule IS NULL),
  -- Deferred: moving a whole series moves the starts of its changed occurrences past one another.
  UNIQUE (series_id, original_starts_at) DEFERRABLE INITIALLY DEFERRED
);
-- Closed on both sides, because an event without length has an empty half-open range, which overlaps nothing.
CREATE INDEX events_in_window ON events USING gist (user_id, tstzrange(starts_at, ends_at, '[]')) WHERE rrule IS NULL AND status <> 'cancelled';
CREATE INDEX events_series ON events (user_id, starts_at) WHERE rrule IS NOT NULL AND status <> 'cancelled';
CREATE INDEX events_in_order ON events (user_id, starts_at DESC, id DESC) WHERE status <> 'cancelled';
CREATE INDEX events_search ON events USING gin (search_text gin_trgm_ops);
CREATE INDEX events_calendar_id ON events (calendar_id);

-- The backstop of booking: whatever the code above it does, nobody's booked time overlaps.
CREATE TABLE busy_slots (
  event_id uuid NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  -- An owner's account id, or "<owner's id>/<address>" for somebody that owner books.
  person_id text NOT NULL,
  span tstzrange NOT NULL,
  PRIMARY KEY (event_id, person_id),
  CONSTRAINT busy_slots_never_overlap EXCLUDE USING gist (person_id WITH =, span WITH &&)
);

CREATE TABLE availability_rules (
  user_id text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
  rules jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- What was done to which rows, so that it can be taken back.
CREATE TABLE changes (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  action text NOT NULL,
  summary text NOT NULL,
  rows jsonb NOT NULL,
  until timestamptz NOT NULL,
  undone_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX changes_of_owner ON changes (user_id, id DESC) WHERE undone_at IS NULL;

-- What the outside has to learn, written in the transaction of the change it tells of.
CREATE TABLE outbox (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  topic text NOT NULL,
  payload jsonb NOT NULL,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts integer NOT NULL DEFAULT 0,
  last_error text,
  delivered_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outbox_undelivered ON outbox (available_at) WHERE delivered_at IS NULL;
CREATE INDEX outbox_user_id ON outbox (user_id);

CREATE TABLE idempotency_keys (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  key text NOT NULL,
  request_hash text NOT NULL,
  answer jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);
