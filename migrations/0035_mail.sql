-- Mail of every account an owner has. The built-in mailbox has no other store; an outside account is mirrored here.

CREATE TABLE mails (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  -- The provider that carries it: 'builtin', later an outside account's.
  provider text NOT NULL DEFAULT 'builtin',
  thread_id uuid NOT NULL,
  folder text NOT NULL CHECK (folder IN ('inbox', 'drafts', 'outbox', 'sent', 'archive', 'trash')),
  -- Where it lay before it was thrown away.
  folder_before text CHECK (folder_before IN ('inbox', 'drafts', 'outbox', 'sent', 'archive')),
  state text NOT NULL CHECK (state IN ('received', 'draft', 'scheduled', 'sending', 'sent', 'not-sent')),
  from_email text NOT NULL,
  from_name text,
  -- [{ "kind": "to" | "cc" | "bcc", "email", "name", "delivery": null | "delivered" | "sent" | "not-sent", "reason" }]
  recipients jsonb NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  preview text NOT NULL,
  -- RFC 5322 headers, without angle brackets.
  message_id text NOT NULL,
  in_reply_to text,
  mail_references text[] NOT NULL DEFAULT '{}',
  -- Written by a machine (a list, a receipt, an automatic answer): nothing ever answers it by itself.
  automatic boolean NOT NULL DEFAULT false,
  -- The owner's mail that this one answers or forwards.
  answers_id uuid,
  how text NOT NULL DEFAULT 'new' CHECK (how IN ('new', 'reply', 'forward')),
  read boolean NOT NULL DEFAULT false,
  flagged boolean NOT NULL DEFAULT false,
  labels text[] NOT NULL DEFAULT '{}',
  -- When a scheduled mail goes out; until then it can be taken back.
  send_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  -- Why it wasn't sent, in words.
  note text,
  sent_at timestamptz NOT NULL,
  -- Folded text that searches look into.
  search_text text NOT NULL,
  from_text text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mails_in_folder ON mails (user_id, folder, sent_at DESC, id DESC);
CREATE INDEX mails_in_order ON mails (user_id, sent_at DESC, id DESC);
CREATE INDEX mails_of_thread ON mails (user_id, thread_id, sent_at);
CREATE INDEX mails_unread ON mails (user_id, folder) WHERE NOT read;
CREATE INDEX mails_labels ON mails USING gin (labels);
CREATE INDEX mails_search ON mails USING gin (search_text gin_trgm_ops);
CREATE INDEX mails_from ON mails USING gin (from_text gin_trgm_ops);
CREATE INDEX mails_due ON mails (send_at) WHERE state IN ('scheduled', 'sending');
-- What arrives a second time (a delivery that was broken off) is the same mail.
CREATE UNIQUE INDEX mails_arrive_once ON mails (user_id, message_id) WHERE state = 'received';
CREATE INDEX mails_by_message_id ON mails (user_id, message_id);

-- What was done to mails can be taken back like everything else.
ALTER TABLE changes DROP CONSTRAINT changes_room_check;
ALTER TABLE changes ADD CONSTRAINT changes_room_check CHECK (room IN ('scheduling', 'people', 'memory', 'mail', 'tasks'));
