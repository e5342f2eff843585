-- That a visitor was reminded of a booking, of this very start: one that is moved is reminded of anew.
CREATE TABLE link_reminders (
  booking_id uuid NOT NULL REFERENCES link_bookings (id) ON DELETE CASCADE,
  starts_at timestamptz NOT NULL,
  ahead text NOT NULL CHECK (ahead IN ('day', 'hour')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (booking_id, starts_at, ahead)
);
CREATE INDEX link_reminders_created_at ON link_reminders (created_at);
-- What the sweep for reminders looks through.
CREATE INDEX link_bookings_to_come ON link_bookings (starts_at) WHERE state = 'booked';
