-- Meetings that somebody invited the owner to by mail, and what was answered (iTIP, RFC 5546).

CREATE TABLE invitations (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  uid text NOT NULL,
  -- Which occurrence of a series; '' for the meeting as a whole.
  occurrence text NOT NULL DEFAULT '',
  -- Only whoever invited may change or call it off.
  organizer text NOT NULL,
  sequence integer NOT NULL,
  stamped_at timestamptz,
  answer text NOT NULL CHECK (answer IN ('accepted', 'tentative', 'declined', 'cancelled')),
  -- The owner's event; it may have been deleted.
  event_id uuid,
  answered_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, uid, occurrence)
);

-- The last answer of each person to a meeting of the owner's: one that was overtaken is passed over.
CREATE TABLE invitation_replies (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  event_id uuid NOT NULL,
  occurrence text NOT NULL DEFAULT '',
  email text NOT NULL,
  sequence integer NOT NULL,
  stamped_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, event_id, occurrence, email)
);
