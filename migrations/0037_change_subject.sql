-- Several changes may be written in one transaction: which entry of the trail tells of which is known by the one thing it is about.
ALTER TABLE changes ADD COLUMN subject_id text;
