-- What can be taken back is no longer the calendar's alone: whose rows a change holds.
ALTER TABLE changes ADD COLUMN room text NOT NULL DEFAULT 'scheduling' CHECK (room IN ('scheduling', 'people', 'memory'));
