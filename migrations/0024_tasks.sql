-- What an owner wants to do, and when they want to be reminded of it.

CREATE TABLE tasks (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
  title text NOT NULL,
  notes text NOT NULL DEFAULT '',
  -- Wall clock in the zone below; the instants beside it are worked out by Node and only order and find.
  due_date text,
  due_time text,
  remind_local text,
  zone text NOT NULL,
  -- The moment it is due, or the end of the day it is due on.
  due_at timestamptz,
  remind_at timestamptz,
  -- Set once, by whoever tells the owner.
  reminded_at timestamptz,
  -- How long it takes, where that was said.
  minutes integer,
  done_at timestamptz,
  -- Kept for a day, so that a deletion can be taken back.
  deleted_at timestamptz,
  -- The event that was made for it.
  planned_event_id uuid REFERENCES events (id) ON DELETE SET NULL,
  -- Folded title and notes.
  search_text text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  CHECK (due_time IS NULL OR due_date IS NOT NULL)
);
CREATE INDEX tasks_open ON tasks (user_id, (coalesce(due_at, 'infinity')), id) WHERE done_at IS NULL AND deleted_at IS NULL;
CREATE INDEX tasks_done ON tasks (user_id, done_at DESC, id DESC) WHERE done_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX tasks_search ON tasks USING gin (search_text gin_trgm_ops);
CREATE INDEX tasks_reminders ON tasks (remind_at) WHERE remind_at IS NOT NULL AND reminded_at IS NULL AND done_at IS NULL AND deleted_at IS NULL;
CREATE INDEX tasks_deleted ON tasks (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX tasks_planned ON tasks (planned_event_id) WHERE planned_event_id IS NOT NULL;
