-- When a person likes to meet: { "from": "09:00", "to": "12:00" } on the clock of the contact's zone (the owner's where none is known).
ALTER TABLE contacts ADD COLUMN hours jsonb;

-- Who takes part in an event, found by address or, for guests without one, by name.
CREATE INDEX events_attendees ON events USING gin (attendees jsonb_path_ops);
CREATE INDEX events_guests ON events USING gin (guests jsonb_path_ops);
