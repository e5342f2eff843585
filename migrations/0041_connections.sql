-- Several accounts of one kind, each with a name, a colour and its switches; and what is mirrored from them into our own tables.

ALTER TABLE user_integrations
  -- Who it is at the provider: an address or a host. Several accounts of one kind differ by it.
  ADD COLUMN account text NOT NULL DEFAULT '',
  ADD COLUMN name text NOT NULL DEFAULT '',
  ADD COLUMN color text NOT NULL DEFAULT '#4f6bed',
  -- Does what stands there keep the owner busy?
  ADD COLUMN checks_conflicts boolean NOT NULL DEFAULT true,
  -- Do new events, or new mails, go there?
  ADD COLUMN writes_here boolean NOT NULL DEFAULT false,
  ADD COLUMN state text NOT NULL DEFAULT 'connected' CHECK (state IN ('connected', 'failing', 'reconnect')),
  -- Code of the error that keeps it from syncing.
  ADD COLUMN problem text,
  ADD COLUMN failures integer NOT NULL DEFAULT 0,
  ADD COLUMN synced_at timestamptz,
  ADD COLUMN due_at timestamptz NOT NULL DEFAULT now(),
  -- One process syncs, and one refreshes the token, at a time; both let go by themselves.
  ADD COLUMN claimed_until timestamptz,
  ADD COLUMN refreshing_until timestamptz,
  -- How far the running sync is.
  ADD COLUMN done_items integer,
  ADD COLUMN all_items integer,
  -- Where the mailbox was read up to.
  ADD COLUMN mail_cursor text;
ALTER TABLE user_integrations DROP CONSTRAINT user_integrations_user_id_integration_type_key;
ALTER TABLE user_integrations ADD CONSTRAINT user_integrations_one_account UNIQUE (user_id, integration_type, account);
CREATE INDEX user_integrations_due ON user_integrations (due_at) WHERE is_active AND state <> 'reconnect';

-- A state works in the session that set out, not only for its owner.
ALTER TABLE oauth_states ADD COLUMN session_id text;

ALTER TABLE calendars
  ADD COLUMN connection_id uuid REFERENCES user_integrations (id) ON DELETE CASCADE,
  ADD COLUMN source_id text,
  ADD COLUMN read_only boolean NOT NULL DEFAULT false,
  ADD COLUMN source_primary boolean NOT NULL DEFAULT false,
  -- Where it was read up to; null = not yet, or to be read anew.
  ADD COLUMN cursor text,
  ADD CONSTRAINT calendars_mirrored CHECK ((connection_id IS NULL) = (source_id IS NULL));
CREATE UNIQUE INDEX calendars_of_connection ON calendars (connection_id, source_id) WHERE connection_id IS NOT NULL;

-- Which row of ours is which event there. No reference to events: an event that was deleted here has still to be deleted there.
CREATE TABLE event_links (
  event_id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  calendar_id uuid NOT NULL REFERENCES calendars (id) ON DELETE CASCADE,
  source_id text NOT NULL,
  etag text,
  -- The version of our row that both sides have.
  version integer NOT NULL,
  UNIQUE (calendar_id, source_id)
);
CREATE INDEX event_links_user_id ON event_links (user_id);

ALTER TABLE mails ADD COLUMN connection_id uuid REFERENCES user_integrations (id) ON DELETE CASCADE;
CREATE INDEX mails_of_connection ON mails (connection_id) WHERE connection_id IS NOT NULL;
-- Each account keeps its own copy of a mail.
DROP INDEX mails_arrive_once;
CREATE UNIQUE INDEX mails_arrive_once ON mails (user_id, coalesce(connection_id, '00000000-0000-0000-0000-000000000000'), message_id) WHERE state = 'received';

CREATE TABLE mail_links (
  mail_id uuid PRIMARY KEY REFERENCES mails (id) ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  connection_id uuid NOT NULL REFERENCES user_integrations (id) ON DELETE CASCADE,
  source_id text NOT NULL,
  source_thread_id text,
  -- The version of our row that both sides have.
  version integer NOT NULL,
  UNIQUE (connection_id, source_id)
);
CREATE INDEX mail_links_thread ON mail_links (connection_id, source_thread_id);
CREATE INDEX mail_links_user_id ON mail_links (user_id);
