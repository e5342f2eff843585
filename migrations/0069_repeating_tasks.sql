-- To-dos that repeat: one row stands at one occurrence and moves on to the next. Wall clocks, in the zone of the row, as those beside them.
ALTER TABLE tasks
  -- RFC 5545, without DTSTART; null: once.
  ADD COLUMN rrule text,
  -- DTSTART: the first occurrence, and when to remind of it. The reminders of the others lie as far from theirs.
  ADD COLUMN repeats_from text,
  ADD COLUMN reminds_from text,
  -- The occurrence that the row stands at. Being put off moves the due day and leaves this alone.
  ADD COLUMN occurrence text,
  -- When it goes on to the next one, if it is left undone.
  ADD COLUMN moves_on_at timestamptz,
  ADD CHECK ((rrule IS NULL) = (repeats_from IS NULL) AND (rrule IS NULL) = (occurrence IS NULL)),
  ADD CHECK (rrule IS NOT NULL OR (reminds_from IS NULL AND moves_on_at IS NULL));
CREATE INDEX tasks_move_on ON tasks (moves_on_at) WHERE moves_on_at IS NOT NULL AND done_at IS NULL AND deleted_at IS NULL;
