-- Conversations, what waits for the owner's word, and what Perin may do by itself.

CREATE TABLE conversations (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  title text NOT NULL,
  pinned boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX conversations_of_owner ON conversations (user_id, pinned DESC, updated_at DESC, id DESC);

CREATE TABLE messages (
  conversation_id uuid NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  id text NOT NULL,
  -- The order in which messages were said; also the cursor of paging.
  position bigint GENERATED ALWAYS AS IDENTITY,
  user_id text NOT NULL,
  role text NOT NULL CHECK (role IN ('user', 'assistant')),
  parts jsonb NOT NULL,
  metadata jsonb NOT NULL DEFAULT '{}',
  -- The words alone, for search.
  body text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (conversation_id, id)
);
CREATE INDEX messages_in_order ON messages (conversation_id, position);

CREATE TABLE pending_actions (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  conversation_id uuid REFERENCES conversations (id) ON DELETE SET NULL,
  tool text NOT NULL,
  title text NOT NULL,
  lines jsonb NOT NULL,
  tells jsonb NOT NULL,
  editable jsonb NOT NULL,
  input jsonb NOT NULL,
  input_hash text NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'approved', 'declined', 'expired', 'failed')),
  marks jsonb NOT NULL,
  result text,
  undo jsonb,
  outcome jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  decided_at timestamptz
);
CREATE INDEX pending_actions_of_owner ON pending_actions (user_id, created_at DESC, id DESC);
CREATE INDEX pending_actions_waiting ON pending_actions (conversation_id) WHERE state = 'waiting';

CREATE TABLE tool_policies (
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  tool text NOT NULL,
  policy text NOT NULL CHECK (policy IN ('auto', 'ask', 'never')),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, tool)
);
