-- Where a provider tells of a calendar's news by calling: under which name it does, what it calls that itself, and until when (then it is asked again).
ALTER TABLE calendars
  ADD COLUMN channel_id uuid,
  ADD COLUMN channel_resource text,
  ADD COLUMN channel_until timestamptz;
CREATE UNIQUE INDEX calendars_channel ON calendars (channel_id) WHERE channel_id IS NOT NULL;
