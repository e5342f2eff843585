-- What an owner asked Perin to keep.

CREATE TABLE memories (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  text text NOT NULL,
  pinned boolean NOT NULL DEFAULT false,
  -- Conversations with visitors may use it.
  visitors boolean NOT NULL DEFAULT false,
  -- The conversation and message it came from; null when it was written on the page, or the conversation is gone.
  conversation_id uuid REFERENCES conversations (id) ON DELETE SET NULL,
  message_id text,
  expires_at timestamptz,
  -- Words of the text, as said and as stems, for search and ranking.
  words tsvector NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX memories_in_order ON memories (user_id, pinned DESC, created_at DESC, id DESC);
CREATE INDEX memories_words ON memories USING gin (words);
CREATE INDEX memories_conversation_id ON memories (conversation_id) WHERE conversation_id IS NOT NULL;
