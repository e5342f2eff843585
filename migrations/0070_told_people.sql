-- What each person on an event of the owner's was told of it by mail last: the next mail says what differs, and nothing is told twice.
CREATE TABLE told_people (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  -- A single event or a series; it may have been deleted since.
  event_id uuid NOT NULL,
  -- In lower case.
  email text NOT NULL,
  -- By occurrence, '' for the event as a whole: its facts (null: that it is off for them) and the SEQUENCE they know.
  parts jsonb NOT NULL,
  -- The last mail about it, which the next one goes on from.
  mail_id uuid,
  PRIMARY KEY (user_id, event_id, email)
);

-- What is said of who would be written to, as it was true when it was asked. Null: nothing is said.
ALTER TABLE pending_actions ADD COLUMN telling text;
