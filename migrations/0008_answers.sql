-- Answers that are being written by one process while another is asked about them. Rows live for seconds; what is finished stands in
-- `messages`. The embedded database has one process and leaves both tables empty.

CREATE TABLE answers_underway (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  conversation_id uuid NOT NULL,
  id uuid NOT NULL UNIQUE,
  -- Pushed on by the process that writes; when that dies, the place is free again.
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, conversation_id)
);
CREATE INDEX answers_underway_expires_at ON answers_underway (expires_at);

-- Written only once somebody follows from elsewhere.
CREATE TABLE answer_chunks (
  answer_id uuid NOT NULL,
  position integer NOT NULL,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  chunk jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (answer_id, position)
);
CREATE INDEX answer_chunks_created_at ON answer_chunks (created_at);
CREATE INDEX answer_chunks_user_id ON answer_chunks (user_id);
